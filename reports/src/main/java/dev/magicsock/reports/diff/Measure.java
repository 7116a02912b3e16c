package dev.magicsock.reports.diff;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.text.Quantities;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** What is measured of one direction of a pair; less is always better. */
public enum Measure {
    /** From the script's connect to the first validated direct path. */
    TIME_TO_DIRECT("time to direct", "nanoseconds", 10_000_000, Measure::timeToDirect, Quantities::spanOfNanos),
    /** Datagrams that no declared fault accounts for, of a million sent. */
    LOST("lost outside faults", "per-million", 0, (_, direction) -> lost(direction.traffic()), Measure::percent),
    /** The longest time without a delivery. */
    LONGEST_GAP("longest gap", "nanoseconds", 20_000_000, (_, direction) -> gap(direction.traffic()),
            Quantities::spanOfNanos),
    /** The mean of all round trips that were measured, on whatever path. */
    ROUND_TRIP("mean round trip", "nanoseconds", 1_000_000, (_, direction) -> roundTrip(direction),
            Quantities::spanOfNanos),
    /** Bytes sent through relays, of a million sent. */
    RELAYED("relayed bytes", "per-million", 10_000, (_, direction) -> relayed(direction.traffic()), Measure::percent);

    private static final long MILLION = 1_000_000;

    private final String words;
    private final String unit;
    private final long floor;
    private final BiFunction<PairRecord, Direction, OptionalLong> value;
    private final LongFunction<String> text;

    Measure(String words, String unit, long floor, BiFunction<PairRecord, Direction, OptionalLong> value,
            LongFunction<String> text) {
        this.words = words;
        this.unit = unit;
        this.floor = floor;
        this.value = value;
        this.text = text;
    }

    /** As a reader should see it. */
    public String words() {
        return words;
    }

    /** {@code nanoseconds} or {@code per-million}. */
    public String unit() {
        return unit;
    }

    /** A value with its unit. */
    public String text(OptionalLong amount) {
        return amount.isPresent() ? text.apply(amount.getAsLong()) : this == TIME_TO_DIRECT ? "never" : "none";
    }

    /** Empty where nothing of the kind happened. */
    OptionalLong of(PairRecord pair, Direction direction) {
        return value.apply(pair, direction);
    }

    /** A direct path that is never found is worse than any; other values that are missing say nothing. */
    Change judge(OptionalLong before, OptionalLong after, Margin margin) {
        if (before.isPresent() && after.isPresent()) {
            return margin.judge(before.getAsLong(), after.getAsLong(), floor);
        }
        boolean never = this == TIME_TO_DIRECT;
        return Change.of(never && after.isPresent(), never && before.isPresent());
    }

    private static OptionalLong timeToDirect(PairRecord pair, Direction direction) {
        return pair.connectAt().isEmpty() || direction.directAt().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(Duration.between(pair.connectAt().get(), direction.directAt().get()).toNanos());
    }

    private static OptionalLong lost(Traffic traffic) {
        return traffic.sent() == 0 ? OptionalLong.empty()
                : OptionalLong.of(traffic.lostOutsideFaults() * MILLION / traffic.sent());
    }

    private static OptionalLong gap(Traffic traffic) {
        return traffic.longestGap().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(traffic.longestGap().map(gap -> Duration.between(gap.from(), gap.until()))
                        .get().toNanos());
    }

    private static OptionalLong roundTrip(Direction direction) {
        double sum = 0;
        long count = 0;
        for (PairRecord.CarrierRtt rtt : direction.rtt()) {
            for (Series.Bucket bucket : rtt.samples().buckets()) {
                sum += bucket.sum();
                count += bucket.count();
            }
        }
        return count == 0 ? OptionalLong.empty() : OptionalLong.of((long) (sum / count));
    }

    private static OptionalLong relayed(Traffic traffic) {
        long all = traffic.carriers().stream().mapToLong(Traffic.CarrierUse::sentBytes).sum();
        long relayed = traffic.carriers().stream().filter(use -> use.carrier() == Carrier.RELAY)
                .mapToLong(Traffic.CarrierUse::sentBytes).sum();
        return all == 0 ? OptionalLong.empty() : OptionalLong.of((long) ((double) relayed / all * MILLION));
    }

    private static String percent(long perMillion) {
        long hundredths = perMillion / 100;
        String rest = hundredths % 100 == 0 ? "" : "." + hundredths / 10 % 10 + (hundredths % 10 == 0 ? ""
                : hundredths % 10);
        return hundredths / 100 + rest + "%";
    }
}
