package dev.magicsock.netsim.stream;

/**
 * Congestion control: slow start, congestion avoidance, fast retransmit and fast recovery (RFC 5681, RFC 6582), with
 * limited transmit (RFC 3042) and an initial window of ten segments (RFC 6928). Bytes throughout; sequence numbers are
 * unwrapped.
 *
 * <p>Congestion avoidance counts acknowledged bytes (RFC 5681 section 3.1), so that delayed acknowledgments do not slow
 * it down; slow start adds at most one segment per acknowledgment.
 */
final class NewReno {

    /** RFC 5681 section 3.2. */
    private static final int DUPLICATES_FOR_RETRANSMIT = 3;
    /** RFC 3042 section 2: one new segment for each of the first two duplicates. */
    private static final int DUPLICATES_FOR_LIMITED_TRANSMIT = 2;
    /** RFC 6928 section 2. */
    private static final int INITIAL_SEGMENTS = 10;
    private static final int INITIAL_BYTES = 14_600;

    private int segmentBytes;
    private long window;
    private long threshold = Long.MAX_VALUE;
    private long acknowledgedInAvoidance;
    private int duplicates;
    private boolean recovering;
    private boolean sawPartialAck;
    /** The end of what had been sent when the last loss was noticed (RFC 6582's "recover", plus one). */
    private long recover;

    /** @param start the initial sequence number */
    NewReno(int segmentBytes, long start) {
        this.segmentBytes = segmentBytes;
        this.window = initialWindow(segmentBytes);
        this.recover = start;
    }

    /** RFC 6928 section 2: min (10*MSS, max (2*MSS, 14600)). */
    static long initialWindow(int segmentBytes) {
        return Math.min((long) INITIAL_SEGMENTS * segmentBytes, Math.max(2L * segmentBytes, INITIAL_BYTES));
    }

    /**
     * The handshake is over and the segment size is agreed. A handshake that lost more than one segment starts at one
     * segment (RFC 6928 section 2 and RFC 5681 section 3.1).
     */
    void established(int agreedSegmentBytes, int handshakeRetransmissions) {
        segmentBytes = agreedSegmentBytes;
        window = handshakeRetransmissions > 1 ? agreedSegmentBytes : initialWindow(agreedSegmentBytes);
    }

    /** A smaller path MTU is no sign of congestion (RFC 8201 section 5.4): the window stays. */
    void segmentSizeChanged(int smallerSegmentBytes) {
        segmentBytes = smallerSegmentBytes;
    }

    /** How many bytes may be in flight. */
    long windowBytes() {
        int limitedTransmit = recovering ? 0 : Math.min(duplicates, DUPLICATES_FOR_LIMITED_TRANSMIT);
        return window + (long) limitedTransmit * segmentBytes;
    }

    /** Whether the retransmission timer stays as it is: only the first partial acknowledgment restarts it. */
    boolean isPastFirstPartialAck() {
        return recovering && sawPartialAck;
    }

    /** @return whether the first unacknowledged segment is to be sent again now */
    boolean duplicateAck(long unacknowledged, long highestSent, long inFlight) {
        duplicates++;
        if (recovering) {
            window += segmentBytes;
            return false;
        }
        if (duplicates != DUPLICATES_FOR_RETRANSMIT || unacknowledged <= recover) {
            return false;
        }
        // What limited transmit sent does not count as in flight here (RFC 5681 section 3.2, step 2).
        threshold = halfOf(Math.min(inFlight, window));
        window = threshold + (long) DUPLICATES_FOR_RETRANSMIT * segmentBytes;
        recover = highestSent;
        recovering = true;
        sawPartialAck = false;
        return true;
    }

    /**
     * New data was acknowledged.
     *
     * @param inFlightBefore bytes in flight before this acknowledgment, to grow only when the window was in use
     * @param inFlight       bytes in flight after it
     * @return whether the first unacknowledged segment is to be sent again now (RFC 6582 section 3.2, step 3)
     */
    boolean newAck(long acknowledgedBytes, long unacknowledged, long inFlightBefore, long inFlight) {
        duplicates = 0;
        if (!recovering) {
            if (inFlightBefore + segmentBytes > window) {
                grow(acknowledgedBytes);
            }
            return false;
        }
        if (unacknowledged >= recover) {
            recovering = false;
            window = Math.min(threshold, Math.max(inFlight, segmentBytes) + segmentBytes);
            acknowledgedInAvoidance = 0;
            return false;
        }
        long inflation = acknowledgedBytes >= segmentBytes ? segmentBytes : 0;
        window = Math.max(window - acknowledgedBytes + inflation, segmentBytes);
        return true;
    }

    /** The partial acknowledgment that was just reported has been acted on. */
    void partialAckHandled() {
        sawPartialAck = true;
    }

    /** @param repeated whether the same data had timed out before (RFC 5681 section 3.1: the threshold then stays) */
    void timedOut(long inFlight, long highestSent, boolean repeated) {
        if (!repeated) {
            threshold = halfOf(inFlight);
        }
        window = segmentBytes;
        recover = highestSent;
        recovering = false;
        duplicates = 0;
        acknowledgedInAvoidance = 0;
    }

    /** Nothing was sent for longer than a retransmission timeout (RFC 5681 section 4.1). */
    void idled() {
        window = Math.min(window, initialWindow(segmentBytes));
    }

    private void grow(long acknowledgedBytes) {
        if (window < threshold) {
            window += Math.min(acknowledgedBytes, segmentBytes);
            return;
        }
        acknowledgedInAvoidance += acknowledgedBytes;
        if (acknowledgedInAvoidance >= window) {
            acknowledgedInAvoidance -= window;
            window += segmentBytes;
        }
    }

    private long halfOf(long inFlight) {
        return Math.max(inFlight / 2, 2L * segmentBytes);
    }
}
