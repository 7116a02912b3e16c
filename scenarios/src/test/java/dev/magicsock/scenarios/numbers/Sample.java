package dev.magicsock.scenarios.numbers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations that were measured, and what a reader wants to know of them. */
final class Sample {

    private final List<Duration> sorted;

    Sample(List<Duration> durations) {
        List<Duration> copy = new ArrayList<>(durations);
        copy.sort(Duration::compareTo);
        this.sorted = List.copyOf(copy);
    }

    /** The smallest value that at least this share of all values does not exceed; the share is in (0, 1]. */
    Duration quantile(double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    Duration median() {
        return quantile(0.5);
    }

    Duration p99() {
        return quantile(0.99);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "n=%d min %s median %s p90 %s p99 %s max %s", sorted.size(),
                millis(sorted.getFirst()), millis(median()), millis(quantile(0.9)), millis(p99()),
                millis(sorted.getLast()));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
