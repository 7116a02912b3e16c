package dev.magicsock.reports.comparison;

import java.util.Locale;

/** Shares as a reader sees them. */
final class Percent {

    private Percent() {
    }

    static String of(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    static String of(Interval interval) {
        return of(interval.low()) + ".." + of(interval.high());
    }
}
