package dev.magicsock.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Decides which protocol a datagram on a MagicSock's UDP socket belongs to. Thread-safe: there is no state.
 *
 * <pre>
 * STUN   first two bits 00, bytes 4..7 the magic cookie, length field = rest of the datagram, a multiple of 4
 * PROBE  54 53 f0 9f 92 ac
 * PUNCH  01, exactly 41 bytes
 * QUIC   bit 0x40 of the first byte (the fixed bit of RFC 9000 section 17)
 * </pre>
 *
 * <p>A punch packet is no STUN message, since 41 bytes are not 20 and a multiple of 4; neither is QUIC, since both have
 * bit 0x40 clear. Only the probe's first byte also fits a QUIC packet with a short header. Such a packet carries a
 * connection id that its receiver chose itself, and would have to begin with five given bytes: the probe wins.
 */
public final class Demultiplexer {

    /** The fixed value in every STUN message (RFC 8489 section 5). */
    public static final int STUN_MAGIC_COOKIE = 0x2112A442;

    /** Length of a STUN header. */
    public static final int STUN_HEADER_BYTES = 20;

    /** First byte of a punch packet. */
    public static final byte PUNCH_TYPE = 0x01;

    /** Length of a punch packet. */
    public static final int PUNCH_BYTES = 41;

    /** Length of the prefix of a probe. */
    public static final int PROBE_MAGIC_BYTES = 6;

    private static final byte[] PROBE_MAGIC = HexFormat.of().parseHex("5453f09f92ac");
    private static final int QUIC_FIXED_BIT = 0x40;
    private static final int STUN_ZERO_BITS = 0xC0;
    private static final int STUN_LENGTH_OFFSET = 2;
    private static final int STUN_COOKIE_OFFSET = 4;

    private Demultiplexer() {
    }

    /** The kind of the datagram that the remaining bytes are; the buffer stays as it is. */
    public static DatagramKind classify(ByteBuffer datagram) {
        if (!datagram.hasRemaining()) {
            return DatagramKind.UNKNOWN;
        }
        byte first = datagram.get(datagram.position());
        if ((first & QUIC_FIXED_BIT) != 0) {
            return startsWithProbeMagic(datagram) ? DatagramKind.PROBE : DatagramKind.QUIC;
        }
        if (datagram.remaining() == PUNCH_BYTES && first == PUNCH_TYPE) {
            return DatagramKind.PUNCH;
        }
        return isStun(datagram.slice()) ? DatagramKind.STUN : DatagramKind.UNKNOWN;
    }

    /** Writes the six bytes that every probe starts with. */
    public static void writeProbeMagic(byte[] target, int offset) {
        System.arraycopy(PROBE_MAGIC, 0, target, offset, PROBE_MAGIC_BYTES);
    }

    /** True if the remaining bytes start as every probe does. */
    public static boolean startsWithProbeMagic(ByteBuffer datagram) {
        int matching = 0;
        while (matching < PROBE_MAGIC_BYTES && matching < datagram.remaining()
                && datagram.get(datagram.position() + matching) == PROBE_MAGIC[matching]) {
            matching++;
        }
        return matching == PROBE_MAGIC_BYTES;
    }

    private static boolean isStun(ByteBuffer datagram) {
        int length = datagram.remaining();
        return length >= STUN_HEADER_BYTES
                && (datagram.get(0) & STUN_ZERO_BITS) == 0
                && datagram.getInt(STUN_COOKIE_OFFSET) == STUN_MAGIC_COOKIE
                && (datagram.getShort(STUN_LENGTH_OFFSET) & 0xFFFF) == length - STUN_HEADER_BYTES
                && length % 4 == 0;
    }
}
