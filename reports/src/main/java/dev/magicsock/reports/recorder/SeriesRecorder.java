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
    private List<Bucket> closed = new ArrayList<>();
    private long widthNanos;

    /** The bucket that measurements still go into, kept in fields because there may be one for every packet. */
    private long openNanos;
    private long count;
    private long min;
    private long max;
    private long sum;

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
        long start = startOfBucket(now);
        if (count > 0 && start < openNanos) {
            throw new IllegalStateException("measurement at " + now + " after one in a bucket from "
                    + openNanos + " ns");
        }
        if (count > 0 && start > openNanos) {
            close();
        }
        openNanos = start;
        add(1, value, value, value);
        while (closed.size() + 1 > limit) {
            widen();
        }
    }

    Series toSeries() {
        List<Bucket> all = new ArrayList<>(closed);
        if (count > 0) {
            all.add(openBucket());
        }
        return new Series(subject, name, unit, Duration.ofNanos(widthNanos), all);
    }

    private void add(long further, long furtherMin, long furtherMax, long furtherSum) {
        min = count == 0 ? furtherMin : Math.min(min, furtherMin);
        max = count == 0 ? furtherMax : Math.max(max, furtherMax);
        sum = saturatedSum(sum, furtherSum);
        count += further;
    }

    private void close() {
        closed.add(openBucket());
        count = 0;
        sum = 0;
    }

    private Bucket openBucket() {
        return new Bucket(Instant.EPOCH.plusNanos(openNanos), count, min, max, sum);
    }

    /** Goes through all buckets again, with the double width. */
    private void widen() {
        widthNanos = Math.multiplyExact(widthNanos, 2);
        close();
        List<Bucket> narrow = closed;
        closed = new ArrayList<>();
        for (Bucket bucket : narrow) {
            long start = startOfBucket(bucket.at());
            if (count > 0 && start > openNanos) {
                close();
            }
            openNanos = start;
            add(bucket.count(), bucket.min(), bucket.max(), bucket.sum());
        }
    }

    private long startOfBucket(Instant at) {
        long nanos = Duration.between(Instant.EPOCH, at).toNanos();
        return nanos - nanos % widthNanos;
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        long limit = a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return overflow ? limit : sum;
    }
}
