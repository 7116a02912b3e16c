package dev.magicsock.reports.html;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** Where an instant of the run lies along an axis. */
record TimeScale(long endNanos) {

    /**
     * Units from left to right in the coordinates of plots: far finer than any screen, coarse enough for short numbers.
     */
    static final int WIDTH = 100_000;

    static TimeScale until(Instant end) {
        return new TimeScale(Math.max(1, nanos(end)));
    }

    static long nanos(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos();
    }

    /** In the coordinates of plots, from 0 to {@link #WIDTH}. */
    long x(long nanos) {
        return Math.round((double) nanos / endNanos * WIDTH);
    }

    /** As a percentage for CSS, such as {@code 12.345%}. */
    String percent(long nanos) {
        return percentOf((double) nanos / endNanos);
    }

    static String percentOf(double ratio) {
        return new BigDecimal(Math.clamp(ratio, 0, 1) * 100).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros()
                .toPlainString() + "%";
    }
}
