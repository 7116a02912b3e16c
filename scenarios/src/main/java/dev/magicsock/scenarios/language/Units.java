package dev.magicsock.scenarios.language;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities with their units.
 *
 * <p>A number is decimal, has at most 15 digits on either side of the point and no exponent, so that no text takes long
 * to read. Every result is exact; a duration finer than a nanosecond, a size finer than a byte are none.
 */
final class Units {

    private static final Pattern QUANTITY = Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,15})?)([A-Za-z/%]+)");

    /** A run is never longer than this: its nanoseconds stay far from the limits of {@code long}. */
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Duration.ofDays(7).toNanos());
    private static final BigDecimal MAX_BITS_PER_SECOND = BigDecimal.valueOf(1_000_000_000_000L);
    private static final BigDecimal MAX_BYTES = BigDecimal.valueOf(1L << 50);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MAX_PPM = BigDecimal.valueOf(100_000);

    private record Unit(String name, long factor) {
    }

    private static final List<Unit> DURATIONS = List.of(new Unit("ns", 1), new Unit("us", 1_000),
            new Unit("ms", 1_000_000), new Unit("s", 1_000_000_000), new Unit("m", 60_000_000_000L),
            new Unit("h", 3_600_000_000_000L));
    private static final List<Unit> RATES = List.of(new Unit("bit/s", 1), new Unit("kbit/s", 1_000),
            new Unit("Mbit/s", 1_000_000), new Unit("Gbit/s", 1_000_000_000));
    private static final List<Unit> SIZES = List.of(new Unit("B", 1), new Unit("kB", 1_000), new Unit("MB", 1_000_000),
            new Unit("GB", 1_000_000_000), new Unit("KiB", 1 << 10), new Unit("MiB", 1 << 20),
            new Unit("GiB", 1 << 30));
    private static final List<Unit> RATIOS = List.of(new Unit("%", 1));
    private static final List<Unit> SKEWS = List.of(new Unit("ppm", 1));

    private Units() {
    }

    /** Such as {@code 250ms}; at most 7 days in either direction. */
    static Optional<Duration> duration(String text) {
        return whole(text, DURATIONS, MAX_NANOS).map(Duration::ofNanos);
    }

    /** Such as {@code 10Mbit/s}, in bits per second; at most 1000 Gbit/s. */
    static Optional<Long> rate(String text) {
        return whole(text, RATES, MAX_BITS_PER_SECOND);
    }

    /** Such as {@code 64KiB}, in bytes; at most 2^50. */
    static Optional<Long> size(String text) {
        return whole(text, SIZES, MAX_BYTES);
    }

    /** Such as {@code 2%}, as a number in [0, 1]. */
    static Optional<Double> ratio(String text) {
        return quantity(text, RATIOS).filter(percent -> percent.signum() >= 0 && percent.compareTo(HUNDRED) <= 0)
                .map(percent -> percent.movePointLeft(2).doubleValue());
    }

    /** Such as {@code 200ppm}; at most a tenth in either direction. */
    static Optional<Long> skewPpm(String text) {
        return whole(text, SKEWS, MAX_PPM);
    }

    /** A duration as a scenario would write it, in the largest unit that leaves no fraction. */
    static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        Unit unit = DURATIONS.reversed().stream().filter(candidate -> nanos % candidate.factor == 0).findFirst()
                .orElseThrow();
        return nanos / unit.factor + unit.name;
    }

    private static Optional<Long> whole(String text, List<Unit> units, BigDecimal max) {
        return quantity(text, units).filter(value -> value.abs().compareTo(max) <= 0)
                .filter(value -> value.setScale(0, RoundingMode.DOWN).compareTo(value) == 0)
                .map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> quantity(String text, List<Unit> units) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return units.stream().filter(unit -> unit.name.equals(matcher.group(2))).findFirst()
                .map(unit -> new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.factor)));
    }
}
