package dev.magicsock.scenarios.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

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

    /** A duration, such as {@code 48ms} or {@code 2.31s}: at most three decimal places, no trailing zeros. */
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        return nanos != 0 && Math.abs(nanos) < NANOS_PER_SECOND
                ? scaled(nanos, NANOS_PER_MILLI) + "ms"
                : scaled(nanos, NANOS_PER_SECOND) + "s";
    }

    private static String scaled(long nanos, long unit) {
        return plain(BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_UP));
    }

    /** A share, such as {@code 2%} or {@code 0.05%}. */
    static String percent(double ratio) {
        return plain(BigDecimal.valueOf(ratio).movePointRight(2)) + "%";
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
