package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import dev.magicsock.reports.record.Series.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Thins out one series: when it has too many buckets, their width doubles and neighbours are merged, so that minimum,
 * maximum, sum and count stay exact. Not thread-safe.
 */
final class SeriesRecorder {

    /** Finer than any plot of a run; runs of about a second keep each measurement apart. */
    private static final long FIRST_WIDTH_NANOS = 1_000_000;

    private final String subject;
    private final String name;
    private final Unit unit;
    private final int limit;
    private List<Bucket> buckets = new ArrayList<>();
    private long widthNanos;

    SeriesRecorder(String subject, String name, Unit unit, int limit) {
        this(subject, name, unit, limit, FIRST_WIDTH_NANOS);
    }

    /** @param widthNanos how much time each measurement covers at least */
    SeriesRecorder(String subject, String name, Unit unit, int limit, long widthNanos) {
        this.widthNanos = widthNanos;
        this.subject = subject;
        this.name = name;
        this.unit = unit;
        this.limit = limit;
    }

    /** Adds a measurement; {@code now} is never before that of an earlier one. */
    void sample(long value, Instant now) {
        append(buckets, new Bucket(startOfBucket(now), 1, value, value, value));
        while (buckets.size() > limit) {
            widen();
        }
    }

    Series toSeries() {
        return new Series(subject, name, unit, Duration.ofNanos(widthNanos), buckets);
    }

    private void widen() {
        widthNanos = Math.multiplyExact(widthNanos, 2);
        List<Bucket> narrow = buckets;
        buckets = new ArrayList<>();
        for (Bucket bucket : narrow) {
            append(buckets, new Bucket(startOfBucket(bucket.at()), bucket.count(), bucket.min(), bucket.max(),
                    bucket.sum()));
        }
    }

    private Instant startOfBucket(Instant at) {
        long nanos = Duration.between(Instant.EPOCH, at).toNanos();
        return Instant.EPOCH.plusNanos(nanos - nanos % widthNanos);
    }

    private static void append(List<Bucket> buckets, Bucket next) {
        if (buckets.isEmpty() || buckets.getLast().at().isBefore(next.at())) {
            buckets.add(next);
            return;
        }
        Bucket last = buckets.removeLast();
        if (last.at().isAfter(next.at())) {
            throw new IllegalStateException("measurement at " + next.at() + " after one at " + last.at());
        }
        buckets.add(new Bucket(last.at(), last.count() + next.count(), Math.min(last.min(), next.min()),
                Math.max(last.max(), next.max()), saturatedSum(last.sum(), next.sum())));
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        long limit = a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return overflow ? limit : sum;
    }
}
