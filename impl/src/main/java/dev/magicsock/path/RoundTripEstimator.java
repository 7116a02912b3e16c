package dev.magicsock.path;

import java.time.Duration;

/** Smoothed round-trip time and its variation after RFC 6298 section 2, without its timer. Not thread-safe. */
public final class RoundTripEstimator {

    /** A sample beyond this says more about a suspended machine than about the path. */
    private static final Duration SAMPLE_MAX = Duration.ofSeconds(30);

    private long smoothedNanos;
    private long variationNanos;
    private boolean measured;

    /**
     * Takes a measured round trip. It must belong to a request that was not repeated under the same name (Karn's rule,
     * RFC 6298 section 3); probes always meet this, since each has its own transaction id.
     *
     * @param sample negative ones count as zero, ones over 30 s as 30 s
     */
    public void sample(Duration sample) {
        long nanos = Math.clamp(sample.compareTo(SAMPLE_MAX) > 0 ? SAMPLE_MAX.toNanos() : sample.toNanos(),
                0, SAMPLE_MAX.toNanos());
        if (!measured) {
            measured = true;
            smoothedNanos = nanos;
            variationNanos = nanos / 2;
            return;
        }
        variationNanos += (Math.abs(smoothedNanos - nanos) - variationNanos) / 4;
        smoothedNanos += (nanos - smoothedNanos) / 8;
    }

    /** Whether there was a sample. */
    public boolean isMeasured() {
        return measured;
    }

    /** The smoothed round-trip time (SRTT); zero before the first sample. */
    public Duration smoothed() {
        return Duration.ofNanos(smoothedNanos);
    }

    /** The round-trip time variation (RTTVAR); zero before the first sample. */
    public Duration variation() {
        return Duration.ofNanos(variationNanos);
    }

    /**
     * How long an answer may take: SRTT + 4 x RTTVAR (RFC 6298 section 2.3), within the given bounds; the upper bound
     * before the first sample.
     */
    public Duration patience(Duration min, Duration max) {
        if (!measured) {
            return max;
        }
        long nanos = smoothedNanos + 4 * variationNanos;
        return Duration.ofNanos(Math.clamp(nanos, min.toNanos(), max.toNanos()));
    }
}
