package dev.magicsock.socket;

import java.nio.ByteBuffer;

/**
 * What every QUIC packet shows in clear, whatever its version (RFC 8999 sections 5.1 and 5.2). Pure.
 *
 * <pre>
 * long header   1xxxxxxx | version 32 | DCID length 8 | DCID | SCID length 8 | SCID
 * short header  0xxxxxxx | DCID, whose length only its maker knows
 * </pre>
 *
 * <p>Reads at absolute positions and never beyond the limit: a truncated header reads as one without the id.
 */
final class QuicHeader {

    private static final int LONG_FORM = 0x80;
    private static final int DCID_LENGTH_OFFSET = 5;
    private static final int SHORT_DCID_OFFSET = 1;

    private QuicHeader() {
    }

    static boolean isLong(ByteBuffer datagram) {
        return datagram.hasRemaining() && (datagram.get(datagram.position()) & LONG_FORM) != 0;
    }

    /** The destination id of a long header; {@link ConnectionIdKey#NONE} if it is empty or cut off. */
    static long longDestination(ByteBuffer datagram) {
        return lengthPrefixed(datagram, datagram.position() + DCID_LENGTH_OFFSET);
    }

    /** The source id of a long header; {@link ConnectionIdKey#NONE} if it is empty or cut off. */
    static long longSource(ByteBuffer datagram) {
        int at = sourceOffset(datagram);
        return at < 0 ? ConnectionIdKey.NONE : lengthPrefixed(datagram, at);
    }

    /** Length of the source id of a long header; 0 if it is empty or cut off. */
    static int longSourceLength(ByteBuffer datagram) {
        int at = sourceOffset(datagram);
        return at < 0 || at >= datagram.limit() ? 0 : datagram.get(at) & 0xFF;
    }

    /** The destination id of a short header if it has this length; {@link ConnectionIdKey#NONE} if it is cut off. */
    static long shortDestination(ByteBuffer datagram, int length) {
        return ConnectionIdKey.read(datagram, datagram.position() + SHORT_DCID_OFFSET, length);
    }

    private static int sourceOffset(ByteBuffer datagram) {
        int at = datagram.position() + DCID_LENGTH_OFFSET;
        return at >= datagram.limit() ? -1 : at + 1 + (datagram.get(at) & 0xFF);
    }

    private static long lengthPrefixed(ByteBuffer datagram, int at) {
        return at >= datagram.limit() ? ConnectionIdKey.NONE
                : ConnectionIdKey.read(datagram, at + 1, datagram.get(at) & 0xFF);
    }
}
