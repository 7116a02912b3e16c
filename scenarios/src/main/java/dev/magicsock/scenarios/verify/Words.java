package dev.magicsock.scenarios.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Writes numbers the way a reader of a verdict wants them. */
final class Words {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Words() {
    }

    /** A virtual time, such as {@code 2.31s}. */
    static String time(Instant at) {
        return duration(Duration.between(Instant.EPOCH, at));
    }

    /** A duration, such as {@code 48ms} or {@code 2.31s}: three significant places, no trailing zeros. */
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        return nanos != 0 && Math.abs(nanos) < NANOS_PER_SECOND
                ? scaled(nanos, NANOS_PER_MILLI) + "ms"
                : scaled(nanos, NANOS_PER_SECOND) + "s";
    }

    private static String scaled(long nanos, long unit) {
        BigDecimal value = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_UP);
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * ratio);
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
