package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.packet.StreamSegment;
import java.nio.ByteBuffer;

/**
 * One TCP segment without its ports, which are those of the packet that carries it. Immutable; elements on the way may
 * read it (a NAT watches SYN, FIN and RST) and must not change it.
 *
 * @param sequence       sequence number of the first byte, or of the SYN; counts modulo 2^32
 * @param acknowledgment next byte expected from the other side; without meaning unless {@link #ACK} is set
 * @param flags          {@link #FIN}, {@link #SYN}, {@link #RST}, {@link #PSH} and {@link #ACK}, or-ed together
 * @param windowBytes    how many bytes after {@code acknowledgment} the sender of this segment takes, already scaled
 * @param mssBytes       the maximum segment size option; 0 unless {@link #SYN} is set
 * @param payload        the data bytes
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293 section 3.1</a>
 */
public record Segment(int sequence, int acknowledgment, int flags, int windowBytes, int mssBytes, ByteBuffer payload)
        implements StreamSegment {

    /** No more data from the sender; the flags have the bit values of RFC 9293 section 3.1. */
    public static final int FIN = 0x01;
    /** Synchronize sequence numbers: the first segment of each direction. */
    public static final int SYN = 0x02;
    /** Reset the connection. */
    public static final int RST = 0x04;
    /** Push: the last segment of what was written. Carried for captures, without effect here. */
    public static final int PSH = 0x08;
    /** The acknowledgment field is significant. */
    public static final int ACK = 0x10;

    /** The TCP header without options. */
    private static final int HEADER_BYTES = 20;
    /** Maximum segment size (4 bytes) and window scale (3 bytes) with one byte of padding; only a SYN has them. */
    private static final int SYN_OPTION_BYTES = 8;
    private static final int ALL_FLAGS = FIN | SYN | RST | PSH | ACK;
    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** @throws IllegalArgumentException if a flag is unknown or a size is negative */
    public Segment {
        if ((flags & ~ALL_FLAGS) != 0) {
            throw new IllegalArgumentException("unknown flags in 0x" + Integer.toHexString(flags));
        }
        if (windowBytes < 0 || mssBytes < 0) {
            throw new IllegalArgumentException("negative size: window " + windowBytes + ", mss " + mssBytes);
        }
        payload = payload.hasRemaining() ? payload.slice().asReadOnlyBuffer() : NO_PAYLOAD;
    }

    /** The reset that answers a segment which fits no connection (RFC 9293 section 3.10.7.1). */
    static Segment resetInAnswerTo(Segment segment) {
        return segment.ack()
                ? new Segment(segment.acknowledgment, 0, RST, 0, 0, NO_PAYLOAD)
                : new Segment(0, segment.sequence + segment.sequenceLength(), RST | ACK, 0, 0, NO_PAYLOAD);
    }

    @Override
    public boolean fin() {
        return (flags & FIN) != 0;
    }

    @Override
    public boolean syn() {
        return (flags & SYN) != 0;
    }

    @Override
    public boolean rst() {
        return (flags & RST) != 0;
    }

    @Override
    public boolean ack() {
        return (flags & ACK) != 0;
    }

    /** Read-only; each call returns a new view of the same bytes. */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    @Override
    public int payloadBytes() {
        return payload.remaining();
    }

    /** Size of the TCP header with its options. */
    @Override
    public int headerBytes() {
        return syn() ? HEADER_BYTES + SYN_OPTION_BYTES : HEADER_BYTES;
    }

    @Override
    public long digest() {
        long digest = mix(mix(0, (long) sequence << 32 | Integer.toUnsignedLong(acknowledgment)), flags);
        digest = mix(mix(digest, (long) windowBytes << 32 | mssBytes), payload.remaining());
        int index = 0;
        for (; index + Long.BYTES <= payload.limit(); index += Long.BYTES) {
            digest = mix(digest, payload.getLong(index));
        }
        for (; index < payload.limit(); index++) {
            digest = mix(digest, payload.get(index));
        }
        return digest;
    }

    /** One multiplication by an odd constant (2^64 over the golden ratio) and a fold of the high bits. */
    private static long mix(long digest, long value) {
        long product = (digest ^ value) * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }

    /** Sequence numbers that the segment takes: one per data byte, one for a SYN and one for a FIN. */
    int sequenceLength() {
        return payload.remaining() + (syn() ? 1 : 0) + (fin() ? 1 : 0);
    }
}
