package dev.magicsock.scenarios.sweep;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.RecordedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one seed came to.
 *
 * @param broken        which expectations do not hold, counted from 1 in the order of the scenario; empty if all do
 * @param directPairs   how many pairs selected a direct path in both directions
 * @param toDirectNanos the slowest of them, from connecting on; empty if there is none
 * @param sent          datagrams of applications
 * @param delivered     of those
 * @param gapNanos      the longest time without a delivery
 */
public record SweepRow(long seed, List<Integer> broken, int directPairs, Optional<Long> toDirectNanos, long sent,
        long delivered, long gapNanos) {

    static final String COLUMNS = "seed,broken,direct-pairs,to-direct-ns,sent,delivered,gap-ns";

    private static final Pattern LINE = Pattern.compile(
            "([0-9]{1,18}),((?:[1-9][0-9]{0,5};)*),([0-9]{1,6}),([0-9]{0,18}),"
                    + "([0-9]{1,18}),([0-9]{1,18}),([0-9]{1,18})");

    public SweepRow {
        broken = List.copyOf(broken);
        Objects.requireNonNull(toDirectNanos);
        if (seed < 0) {
            throw new IllegalArgumentException("a seed is not negative: " + seed);
        }
    }

    public boolean passed() {
        return broken.isEmpty();
    }

    /** The row of a run. */
    public static SweepRow of(RecordedRun run) {
        List<Direction> directions =
                run.pairs().stream().flatMap(pair -> Stream.of(pair.aToB(), pair.bToA())).toList();
        List<Duration> direct = run.pairs().stream().flatMap(pair -> timeToDirect(pair).stream()).toList();
        return new SweepRow(run.identity().seed().value(), broken(run), direct.size(),
                direct.stream().max(Comparator.naturalOrder()).map(Duration::toNanos),
                directions.stream().mapToLong(direction -> direction.traffic().sent()).sum(),
                directions.stream().mapToLong(direction -> direction.traffic().delivered()).sum(),
                directions.stream().flatMap(direction -> direction.traffic().longestGap().stream())
                        .mapToLong(gap -> Duration.between(gap.from(), gap.until()).toNanos()).max().orElse(0));
    }

    private static List<Integer> broken(RecordedRun run) {
        List<Integer> broken = new ArrayList<>();
        for (int i = 0; i < run.expectations().size(); i++) {
            if (run.expectations().get(i).outcome() != ExpectationResult.Outcome.HOLDS) {
                broken.add(i + 1);
            }
        }
        return broken;
    }

    private static Optional<Duration> timeToDirect(PairRecord pair) {
        return pair.connectAt().flatMap(connect -> pair.aToB().directAt().flatMap(one -> pair.bToA().directAt()
                .map(other -> Duration.between(connect, one.isAfter(other) ? one : other))));
    }

    /** Its line, without the line feed. */
    String line() {
        StringBuilder numbers = new StringBuilder();
        broken.forEach(number -> numbers.append(number).append(';'));
        return seed + "," + numbers + "," + directPairs + "," + toDirectNanos.map(String::valueOf).orElse("") + ","
                + sent + "," + delivered + "," + gapNanos;
    }

    /** Reads a line; empty if it is none. */
    static Optional<SweepRow> parse(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> broken = Stream.of(matcher.group(2).split(";")).filter(number -> !number.isEmpty())
                .map(Integer::valueOf).toList();
        return Optional.of(new SweepRow(Long.parseLong(matcher.group(1)), broken, Integer.parseInt(matcher.group(3)),
                matcher.group(4).isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(matcher.group(4))),
                Long.parseLong(matcher.group(5)), Long.parseLong(matcher.group(6)), Long.parseLong(matcher.group(7))));
    }
}
