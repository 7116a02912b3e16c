package dev.magicsock.scenarios.traffic;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the application of a scenario sends.
 *
 * <pre>
 *  0      1          5        7          9           13               N
 *  +------+----------+--------+----------+-----------+----------------+
 *  | 0x40 | "mlab"   | sender | receiver | sequence  | filler         |
 *  +------+----------+--------+----------+-----------+----------------+
 * </pre>
 *
 * <p>Integers are big-endian. The first byte has QUIC's fixed bit, so that a MagicSock takes the datagram for QUIC (RFC
 * 9443). The filler repeats all bits of the header in another shape, so that a receiver notices a single wrong byte.
 *
 * @param sender   ordinal of the endpoint that sent it, 0 to 65535
 * @param receiver ordinal of the endpoint that it is for, 0 to 65535
 * @param sequence counts the datagrams of this direction from 0
 */
public record TestDatagram(int sender, int receiver, int sequence) {

    /** The smallest size: the header, and once all of what the filler says. */
    public static final int MIN_BYTES = 21;

    private static final int HEADER_BYTES = 13;
    private static final byte FIXED_BIT = 0x40;
    private static final int MAGIC = 0x6D6C6162;
    private static final int ORDINAL_MAX = 0xFFFF;

    /** Odd, so that no two headers give the same product; any other odd number with mixed bits would do. */
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long INDEXES = 0x0706050403020100L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    public TestDatagram {
        if (sender < 0 || sender > ORDINAL_MAX || receiver < 0 || receiver > ORDINAL_MAX || sequence < 0) {
            throw new IllegalArgumentException("no datagram " + sequence + " from " + sender + " to " + receiver);
        }
    }

    /**
     * Writes a datagram of this size; the buffer's limit is then its end and its position 0.
     *
     * @param sizeBytes at least {@link #MIN_BYTES}
     */
    void write(ByteBuffer into, int sizeBytes) {
        into.clear();
        into.put(FIXED_BIT).putInt(MAGIC).putShort((short) sender).putShort((short) receiver).putInt(sequence);
        long mixed = mixedHeader();
        int index = HEADER_BYTES;
        for (; index < sizeBytes && index % Long.BYTES != 0; index++) {
            into.put(index, fillerAt(index, mixed));
        }
        for (; index + Long.BYTES <= sizeBytes; index += Long.BYTES) {
            into.putLong(index, fillersAt(index, mixed));
        }
        for (; index < sizeBytes; index++) {
            into.put(index, fillerAt(index, mixed));
        }
        into.position(sizeBytes).flip();
    }

    /**
     * Reads a datagram without moving the buffer's position; empty if it is none, is too short, or if a byte of it is
     * wrong.
     */
    public static Optional<TestDatagram> read(ByteBuffer bytes) {
        return peek(bytes).filter(datagram -> datagram.hasRightFiller(bytes));
    }

    /** Reads the header alone, without moving the buffer's position; empty if there is none. */
    public static Optional<TestDatagram> peek(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < HEADER_BYTES || bytes.get(start) != FIXED_BIT || bytes.getInt(start + 1) != MAGIC
                || bytes.getInt(start + 9) < 0) {
            return Optional.empty();
        }
        return Optional.of(new TestDatagram(bytes.getShort(start + 5) & ORDINAL_MAX,
                bytes.getShort(start + 7) & ORDINAL_MAX, bytes.getInt(start + 9)));
    }

    private boolean hasRightFiller(ByteBuffer bytes) {
        long mixed = mixedHeader();
        int start = bytes.position();
        int size = bytes.remaining();
        int index = HEADER_BYTES;
        boolean right = size >= MIN_BYTES;
        for (; right && index % Long.BYTES != 0; index++) {
            right = bytes.get(start + index) == fillerAt(index, mixed);
        }
        for (; right && index + Long.BYTES <= size; index += Long.BYTES) {
            right = bytes.getLong(start + index) == fillersAt(index, mixed);
        }
        for (; right && index < size; index++) {
            right = bytes.get(start + index) == fillerAt(index, mixed);
        }
        return right;
    }

    private long mixedHeader() {
        return ((long) sender << 48 | (long) receiver << 32 | sequence) * MIXER;
    }

    /** Any eight in a row show all of the mixed header; the index tells apart those that show the same byte of it. */
    private static byte fillerAt(int index, long mixed) {
        return (byte) ((mixed >>> 8 * (index & 7)) + index);
    }

    /**
     * Eight in a row, the first one in the highest byte, as buffers have them. Bytes are added each for itself: the
     * highest bit of each, which would carry into the next one, is added apart.
     *
     * @param index a multiple of eight
     */
    private static long fillersAt(int index, long mixed) {
        long indexes = (index & 0xFF) * EACH_BYTE + INDEXES;
        return Long.reverseBytes((mixed & ~HIGH_BITS) + (indexes & ~HIGH_BITS) ^ (mixed ^ indexes) & HIGH_BITS);
    }
}
