package dev.magicsock.reports.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Measurements over virtual time, thinned out by merging neighbours into buckets so that no peak is lost.
 *
 * @param subject     what was measured: a host, a link side or a pair
 * @param name        kebab-case, such as {@code rtt} or {@code queue}
 * @param bucketWidth every bucket starts at a multiple of this and covers this much time
 * @param buckets     in time order; stretches without a measurement have none
 */
public record Series(String subject, String name, Unit unit, Duration bucketWidth, List<Bucket> buckets) {

    public Series {
        Check.name("subject", subject);
        Check.name("series name", name);
        Objects.requireNonNull(unit, "unit");
        Check.span("bucket width", bucketWidth);
        Check.positive("bucket width", bucketWidth.toNanos());
        buckets = List.copyOf(buckets);
    }

    /** How many measurements were taken. */
    public long count() {
        return buckets.stream().mapToLong(Bucket::count).sum();
    }

    /** The smallest measurement. */
    public OptionalLong min() {
        return buckets.stream().mapToLong(Bucket::min).min();
    }

    /** The largest measurement. */
    public OptionalLong max() {
        return buckets.stream().mapToLong(Bucket::max).max();
    }

    /** The mean of all measurements, rounded down. */
    public OptionalLong mean() {
        long count = count();
        return count == 0 ? OptionalLong.empty()
                : OptionalLong.of(Math.floorDiv(buckets.stream().mapToLong(Bucket::sum).sum(), count));
    }

    /** What the numbers count. */
    public enum Unit {
        NANOSECONDS, BYTES, BITS_PER_SECOND, PACKETS
    }

    /**
     * The measurements of one stretch of time.
     *
     * @param at    start of the stretch
     * @param count how many there were, at least one
     * @param min   the smallest
     * @param max   the largest
     * @param sum   all of them added up; a sum beyond the range of a {@code long} stays at its limit
     */
    public record Bucket(Instant at, long count, long min, long max, long sum) {

        public Bucket {
            Check.time("bucket", at);
            Check.positive("bucket count", count);
            if (min > max) {
                throw new IllegalArgumentException("min " + min + " is above max " + max);
            }
        }
    }
}
