package dev.magicsock.netsim.stream;

/**
 * How long to wait for an acknowledgment, from measured round trips (RFC 6298 section 2). Nanoseconds throughout.
 *
 * <p>Two numbers are Linux's rather than the RFC's: the variance term is at least 200 ms (the RFC wants a second for
 * the whole), and the limit is 120 s. A back-off ends with the next acknowledgment of new data, as it does where
 * acknowledgments carry time stamps, because then that acknowledgment is a fresh measurement.
 */
final class RetransmissionTimeout {

    private static final long MILLISECOND = 1_000_000;
    /** RFC 6298 section 2.1. */
    private static final long INITIAL = 1_000 * MILLISECOND;
    /** Above the delayed acknowledgment's 40 ms with room to spare; Linux's {@code TCP_RTO_MIN}. */
    private static final long VARIANCE_TERM_MIN = 200 * MILLISECOND;
    /** Linux's {@code TCP_RTO_MAX}; RFC 6298 section 2.5 asks for at least 60 s. */
    private static final long MAX = 120_000 * MILLISECOND;

    private long smoothed;
    private long variation;
    private boolean measured;
    private int backOffs;

    /** Takes one round trip of data that was sent once only (Karn's algorithm, RFC 6298 section 3). */
    void measured(long roundTripNanos) {
        if (!measured) {
            measured = true;
            smoothed = roundTripNanos;
            variation = roundTripNanos / 2;
            return;
        }
        variation += (Math.abs(smoothed - roundTripNanos) - variation) / 4;
        smoothed += (roundTripNanos - smoothed) / 8;
    }

    void backOff() {
        backOffs++;
    }

    void endBackOff() {
        backOffs = 0;
    }

    long nanos() {
        long base = measured ? smoothed + Math.max(VARIANCE_TERM_MIN, 4 * variation) : INITIAL;
        // Seven doublings take the least possible value above the limit, and shifting further could overflow.
        return Math.min(base << Math.min(backOffs, 10), MAX);
    }
}
