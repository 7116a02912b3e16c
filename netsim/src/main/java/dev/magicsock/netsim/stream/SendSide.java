package dev.magicsock.netsim.stream;

import java.nio.ByteBuffer;

/**
 * The sending half of a connection: what may be sent now, what is sent again and when.
 *
 * <p>A timeout goes back to the first unacknowledged byte and sends everything from there again as the window grows;
 * acknowledgments of what the other side had kept skip ahead. No Nagle delay: what the window lets pass leaves at once.
 */
final class SendSide {

    private static final long NOTHING_TIMED = -1;

    private final SegmentEmitter emitter;
    private final SendBuffer buffer;
    private final NewReno congestion;
    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final long initialSequence;
    private int segmentBytes;
    private long unacknowledged;
    private long next;
    private long highest;
    private int peerWindow;
    private boolean finQueued;
    private long timedSequence = NOTHING_TIMED;
    private long timedAt;
    private long lastSentAt;
    private long retransmitAt = StreamStack.NEVER;
    private int retransmissions;

    SendSide(StreamSettings settings, long initialSequence, int segmentBytes, SegmentEmitter emitter) {
        this.emitter = emitter;
        this.initialSequence = initialSequence;
        this.segmentBytes = segmentBytes;
        this.buffer = new SendBuffer(settings.sendBufferBytes(), initialSequence + 1);
        this.congestion = new NewReno(segmentBytes, initialSequence);
        this.unacknowledged = initialSequence;
        this.next = initialSequence;
        this.highest = initialSequence;
    }

    /** The initial sequence number, which the SYN has. */
    long initialSequence() {
        return initialSequence;
    }

    /** SND.UNA. */
    long unacknowledged() {
        return unacknowledged;
    }

    /** One more than the highest sequence number ever sent. */
    long highest() {
        return highest;
    }

    /** SND.NXT. */
    long next() {
        return next;
    }

    int segmentBytes() {
        return segmentBytes;
    }

    int bufferedBytes() {
        return buffer.size();
    }

    int freeBytes() {
        return buffer.free();
    }

    int retransmissions() {
        return retransmissions;
    }

    long retransmitDeadline() {
        return retransmitAt;
    }

    boolean isEverythingAcknowledged() {
        return unacknowledged == highest;
    }

    boolean isFinQueued() {
        return finQueued;
    }

    boolean isFinAcknowledged() {
        return finQueued && unacknowledged > buffer.end();
    }

    int write(ByteBuffer bytes) {
        return buffer.write(bytes);
    }

    /** After all that was written comes the FIN. */
    void queueFin() {
        finQueued = true;
    }

    /** Accounts for a SYN or SYN-ACK that leaves now, for the first time or again. */
    void synSent(long now) {
        if (highest == initialSequence) {
            next = initialSequence + 1;
            highest = next;
            timedSequence = next;
            timedAt = now;
        } else {
            timedSequence = NOTHING_TIMED;
        }
        restartTimer(now);
    }

    /** The other side takes segments of at most this size, its SYN says. */
    void segmentSizeOffered(int offeredSegmentBytes) {
        segmentBytes = Math.min(segmentBytes, offeredSegmentBytes);
    }

    /** The other side acknowledged the SYN. */
    void established(int window, long now) {
        congestion.established(segmentBytes, retransmissions);
        peerWindow = window;
        unacknowledged = initialSequence + 1;
        measureUpTo(unacknowledged, now);
        retransmissions = 0;
        retransmitAt = StreamStack.NEVER;
    }

    void windowOffered(int window) {
        peerWindow = window;
    }

    /** Handles an acknowledgment beyond {@link #unacknowledged}. */
    void acknowledged(long acknowledgment, long now) {
        long inFlightBefore = next - unacknowledged;
        long bytes = acknowledgment - unacknowledged;
        unacknowledged = acknowledgment;
        next = Math.max(next, acknowledgment);
        buffer.release(acknowledgment);
        retransmissions = 0;
        timeout.endBackOff();
        measureUpTo(acknowledgment, now);
        boolean partial = congestion.newAck(bytes, acknowledgment, inFlightBefore, next - acknowledgment);
        if (isEverythingAcknowledged()) {
            retransmitAt = StreamStack.NEVER;
        } else if (!congestion.isPastFirstPartialAck()) {
            restartTimer(now);
        }
        if (partial) {
            congestion.partialAckHandled();
            retransmitFirst(now);
        }
    }

    /** Handles a duplicate acknowledgment as RFC 5681 section 2 defines it. */
    void duplicateAcknowledged(long now) {
        if (congestion.duplicateAck(unacknowledged, highest, next - unacknowledged)) {
            retransmitFirst(now);
            restartTimer(now);
        }
    }

    /** The retransmission timer ran out; {@link #transmit} or the SYN follows. */
    void timedOut(long now) {
        retransmissions++;
        timeout.backOff();
        timedSequence = NOTHING_TIMED;
        if (unacknowledged > initialSequence) {
            congestion.timedOut(next - unacknowledged, highest, retransmissions > 1);
            next = unacknowledged;
        }
        restartTimer(now);
    }

    /** The path takes smaller segments only: all that is under way was too large, so it is sent again. */
    void segmentSizeReduced(int smallerSegmentBytes) {
        segmentBytes = smallerSegmentBytes;
        congestion.segmentSizeChanged(smallerSegmentBytes);
        timedSequence = NOTHING_TIMED;
        next = Math.max(unacknowledged, initialSequence + 1);
    }

    /** Sends as much as the windows and the buffer let pass. */
    void transmit(long now) {
        if (isEverythingAcknowledged() && now - lastSentAt > timeout.nanos()) {
            congestion.idled();
        }
        long limit = unacknowledged + Math.min(congestion.windowBytes(), peerWindow);
        while (sendNext(limit, now)) {
            // Each round sends one segment.
        }
    }

    private boolean sendNext(long limit, long now) {
        long available = buffer.end() - next;
        if (available < 0 || available == 0 && !finQueued) {
            return false;
        }
        int wanted = (int) Math.min(available, segmentBytes);
        int size = (int) Math.min(wanted, Math.max(0, limit - next));
        boolean nothingFits = size == 0 && wanted > 0;
        // A piece of what could go as one segment waits for the window (RFC 9293 section 3.8.6.2.1).
        boolean silly = size < wanted && next > unacknowledged;
        if (nothingFits || silly) {
            return false;
        }
        send(next, size, finQueued && size == available, now);
        return true;
    }

    private void retransmitFirst(long now) {
        int size = (int) Math.min(segmentBytes, Math.min(highest, buffer.end()) - unacknowledged);
        send(unacknowledged, size, highest > buffer.end() && unacknowledged + size == buffer.end(), now);
    }

    private void send(long sequence, int size, boolean withFin, long now) {
        long after = sequence + size + (withFin ? 1 : 0);
        boolean again = sequence < highest;
        if (again) {
            timedSequence = NOTHING_TIMED;
        } else if (timedSequence == NOTHING_TIMED) {
            timedSequence = after;
            timedAt = now;
        }
        boolean last = sequence + size == buffer.end();
        int flags = (withFin ? Segment.FIN : 0) | (last && size > 0 ? Segment.PSH : 0);
        next = Math.max(next, after);
        highest = Math.max(highest, after);
        lastSentAt = now;
        if (retransmitAt == StreamStack.NEVER) {
            restartTimer(now);
        }
        emitter.data(sequence, flags, buffer.slice(sequence, size));
    }

    private void measureUpTo(long acknowledgment, long now) {
        if (timedSequence != NOTHING_TIMED && acknowledgment >= timedSequence) {
            timeout.measured(now - timedAt);
            timedSequence = NOTHING_TIMED;
        }
    }

    private void restartTimer(long now) {
        retransmitAt = now + timeout.nanos();
    }
}
