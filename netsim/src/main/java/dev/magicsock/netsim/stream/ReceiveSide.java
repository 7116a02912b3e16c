package dev.magicsock.netsim.stream;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The receiving half of a connection: puts segments in order, holds back what arrived too early, and decides when to
 * acknowledge.
 *
 * <p>Every second segment is acknowledged at once, a single one within 40 ms (RFC 9293 section 3.8.6.3 allows 500 ms;
 * 40 ms is Linux's). A segment out of order, and one that fills a gap, is acknowledged at once (RFC 5681 section 4.2).
 */
final class ReceiveSide {

    private static final long ACK_DELAY_NANOS = 40_000_000;
    private static final int SEGMENTS_PER_ACK = 2;
    private static final long NO_FIN = -1;

    private final StreamSettings settings;
    private final TreeMap<Long, ByteBuffer> early = new TreeMap<>();
    private long next;
    private long fin = NO_FIN;
    private int segmentsToAcknowledge;
    private boolean ackIsDue;
    private long ackAt = StreamStack.NEVER;

    /** @param next the first sequence number that is expected after the SYN */
    ReceiveSide(StreamSettings settings, long next) {
        this.settings = settings;
        this.next = next;
    }

    /** RCV.NXT. */
    long next() {
        return next;
    }

    /** Constant, because programs take all bytes at once. */
    int windowBytes() {
        return settings.receiveWindowBytes();
    }

    boolean isAtEnd() {
        return fin != NO_FIN && next > fin;
    }

    /** Whether any of {@code length} sequence numbers lies in the window (RFC 9293 section 3.10.7.4, first check). */
    boolean overlapsWindow(long sequence, int length) {
        return sequence < next + windowBytes() && sequence + length > next;
    }

    /**
     * Takes data that overlaps the window.
     *
     * @param deliver gets the bytes that are in order now
     */
    SegmentOutcome accept(long sequence, ByteBuffer payload, boolean hasFin, Consumer<ByteBuffer> deliver, long now) {
        boolean inOrder = sequence <= next;
        boolean gapsBefore = !early.isEmpty();
        if (!inOrder && early.size() >= settings.reorderSegmentsMax()) {
            ackIsDue = true;
            return SegmentOutcome.REORDER_BUFFER_FULL;
        }
        long room = next + windowBytes() - sequence;
        boolean cut = payload.remaining() > room;
        ByteBuffer kept = cut ? payload.slice(payload.position(), (int) room) : payload;
        if (hasFin && !cut && fin == NO_FIN) {
            fin = sequence + kept.remaining();
        }
        if (inOrder) {
            advance(sequence, kept, deliver);
            deliverEarly(deliver);
        } else if (kept.hasRemaining()) {
            early.merge(sequence, kept, (held, arrived) -> held.remaining() >= arrived.remaining() ? held : arrived);
        }
        if (next == fin) {
            next++;
            ackIsDue = true;
        }
        noteArrival(inOrder && !gapsBefore, now);
        return SegmentOutcome.ACCEPTED;
    }

    private void deliverEarly(Consumer<ByteBuffer> deliver) {
        Map.Entry<Long, ByteBuffer> first = early.firstEntry();
        while (first != null && first.getKey() <= next) {
            early.pollFirstEntry();
            advance(first.getKey(), first.getValue(), deliver);
            first = early.firstEntry();
        }
    }

    private void advance(long sequence, ByteBuffer bytes, Consumer<ByteBuffer> deliver) {
        int known = (int) Math.min(next - sequence, bytes.remaining());
        if (bytes.remaining() > known) {
            ByteBuffer fresh = bytes.slice(bytes.position() + known, bytes.remaining() - known);
            next += fresh.remaining();
            deliver.accept(fresh);
        }
    }

    private void noteArrival(boolean usual, long now) {
        if (!usual || ++segmentsToAcknowledge >= SEGMENTS_PER_ACK) {
            ackIsDue = true;
        } else if (ackAt == StreamStack.NEVER) {
            ackAt = now + ACK_DELAY_NANOS;
        }
    }

    /** An acknowledgment must leave now, with data or alone. */
    boolean ackIsDue() {
        return ackIsDue;
    }

    void requireAck() {
        ackIsDue = true;
    }

    long ackDeadline() {
        return ackAt;
    }

    void handleTimeout(long now) {
        if (now >= ackAt) {
            ackIsDue = true;
        }
    }

    /** A segment with the current acknowledgment left. */
    void acknowledged() {
        ackIsDue = false;
        segmentsToAcknowledge = 0;
        ackAt = StreamStack.NEVER;
    }
}
