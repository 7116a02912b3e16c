package dev.magicsock.bench.relay;

import java.time.Duration;
import java.util.Arrays;

/** Counts times in buckets that are 1/32 of their value wide, which is exact enough for a percentile. */
final class Latencies {

    private static final int SUB_BITS = 5;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];
    private long count;

    void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        count++;
    }

    long count() {
        return count;
    }

    void clear() {
        Arrays.fill(counts, 0);
        count = 0;
    }

    /** The time that this share of all is not above; zero if there is none. */
    Duration percentile(double share) {
        long rank = (long) Math.ceil(count * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Duration.ofNanos(upperEnd(i));
            }
        }
        return Duration.ZERO;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB_BUCKETS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(nanos) - SUB_BITS - 1;
        return (shift + 1) * SUB_BUCKETS + (int) (nanos >>> shift) - SUB_BUCKETS;
    }

    private static long upperEnd(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = bucket / SUB_BUCKETS - 1;
        return (long) (bucket % SUB_BUCKETS + SUB_BUCKETS + 1) << shift;
    }
}
