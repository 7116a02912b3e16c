package dev.magicsock.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
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
 * connection id that its receiver chose itself, so it would have to begin with five given bytes: probes come first.
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
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Demultiplexer() {
    }

    /** The kind of the datagram that takes {@code length} bytes from {@code offset} on. */
    public static DatagramKind classify(byte[] source, int offset, int length) {
        if (length == 0) {
            return DatagramKind.UNKNOWN;
        }
        if (startsWithProbeMagic(source, offset, length)) {
            return DatagramKind.PROBE;
        }
        if ((source[offset] & QUIC_FIXED_BIT) != 0) {
            return DatagramKind.QUIC;
        }
        if (length == PUNCH_BYTES && source[offset] == PUNCH_TYPE) {
            return DatagramKind.PUNCH;
        }
        return isStun(source, offset, length) ? DatagramKind.STUN : DatagramKind.UNKNOWN;
    }

    /** Writes the six bytes that every probe starts with. */
    public static void writeProbeMagic(byte[] target, int offset) {
        System.arraycopy(PROBE_MAGIC, 0, target, offset, PROBE_MAGIC_BYTES);
    }

    private static boolean startsWithProbeMagic(byte[] source, int offset, int length) {
        return length >= PROBE_MAGIC_BYTES
                && Arrays.equals(source, offset, offset + PROBE_MAGIC_BYTES, PROBE_MAGIC, 0, PROBE_MAGIC_BYTES);
    }

    private static boolean isStun(byte[] source, int offset, int length) {
        return length >= STUN_HEADER_BYTES
                && (source[offset] & STUN_ZERO_BITS) == 0
                && (int) INT.get(source, offset + 4) == STUN_MAGIC_COOKIE
                && ((short) SHORT.get(source, offset + 2) & 0xFFFF) == length - STUN_HEADER_BYTES
                && length % 4 == 0;
    }
}
