package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Thins a series out for a plot: neighbours are merged, count, sum, minimum and maximum of what they stood for stay.
 */
final class Downsampling {

    private Downsampling() {
    }

    /**
     * The same series with at most so many buckets, of twice, four times, eight times the width; {@code limit} >= 1.
     */
    static Series thin(Series series, int limit) {
        Series thinner = series;
        while (thinner.buckets().size() > limit && canWiden(thinner)) {
            thinner = widened(thinner);
        }
        return thinner;
    }

    /** A width beyond the whole of virtual time would help nobody. */
    private static boolean canWiden(Series series) {
        return series.bucketWidth().toNanos() <= Long.MAX_VALUE / 2;
    }

    private static Series widened(Series series) {
        long width = series.bucketWidth().toNanos() * 2;
        List<Bucket> merged = new ArrayList<>();
        for (Bucket bucket : series.buckets()) {
            long at = Duration.between(Instant.EPOCH, bucket.at()).toNanos();
            Instant start = Instant.EPOCH.plusNanos(at - at % width);
            if (!merged.isEmpty() && merged.getLast().at().equals(start)) {
                merged.add(merge(merged.removeLast(), bucket));
            } else {
                merged.add(new Bucket(start, bucket.count(), bucket.min(), bucket.max(), bucket.sum()));
            }
        }
        return new Series(series.subject(), series.name(), series.unit(), Duration.ofNanos(width), merged);
    }

    private static Bucket merge(Bucket a, Bucket b) {
        return new Bucket(a.at(), a.count() + b.count(), Math.min(a.min(), b.min()), Math.max(a.max(), b.max()),
                saturatedSum(a.sum(), b.sum()));
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
    }
}
