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
 * 9443). The filler follows from the header, so that a receiver notices a single wrong byte.
 *
 * @param sender   ordinal of the endpoint that sent it, 0 to 65535
 * @param receiver ordinal of the endpoint that it is for, 0 to 65535
 * @param sequence counts the datagrams of this direction from 0
 */
public record TestDatagram(int sender, int receiver, int sequence) {

    /** The smallest size that holds the header. */
    public static final int MIN_BYTES = 13;

    private static final byte FIXED_BIT = 0x40;
    private static final int MAGIC = 0x6D6C6162;

    /**
     * Writes a datagram of this size; the buffer's limit is then its end and its position 0.
     *
     * @param sizeBytes at least {@link #MIN_BYTES}
     */
    void write(ByteBuffer into, int sizeBytes) {
        into.clear();
        into.put(FIXED_BIT).putInt(MAGIC).putShort((short) sender).putShort((short) receiver).putInt(sequence);
        while (into.position() < sizeBytes) {
            into.put(fillerAt(into.position()));
        }
        into.flip();
    }

    /** Reads a datagram without moving the buffer's position; empty if it is none, or if a byte of it is wrong. */
    public static Optional<TestDatagram> read(ByteBuffer bytes) {
        return peek(bytes).filter(datagram -> datagram.hasRightFiller(bytes));
    }

    /** Reads the header alone, without moving the buffer's position; empty if there is none. */
    public static Optional<TestDatagram> peek(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() < MIN_BYTES || bytes.get(start) != FIXED_BIT || bytes.getInt(start + 1) != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new TestDatagram(bytes.getShort(start + 5) & 0xFFFF, bytes.getShort(start + 7) & 0xFFFF,
                bytes.getInt(start + 9)));
    }

    private boolean hasRightFiller(ByteBuffer bytes) {
        for (int i = MIN_BYTES; i < bytes.remaining(); i++) {
            if (bytes.get(bytes.position() + i) != fillerAt(i)) {
                return false;
            }
        }
        return true;
    }

    private byte fillerAt(int index) {
        return (byte) (31 * index + sequence + 7 * sender + 3 * receiver);
    }
}
