package dev.magicsock.scenarios.host;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The connection ids that a QUIC packet shows in clear (RFC 8999 sections 5.1 and 5.2), as hexadecimal digits; nothing
 * where there is none, or where it is cut off. Reads the first packet of a datagram, and never beyond its limit.
 */
public final class QuicIds {

    private static final int LONG_FORM = 0x80;
    private static final int DESTINATION_LENGTH_OFFSET = 5;
    private static final int SHORT_DESTINATION_OFFSET = 1;
    /** Both ends of a connection of kwik choose ids of this length; short headers do not say it. */
    private static final int ID_BYTES = 8;

    private QuicIds() {
    }

    /** Whom the packet is for. */
    public static String destination(ByteBuffer datagram) {
        return isLong(datagram) ? prefixed(datagram, datagram.position() + DESTINATION_LENGTH_OFFSET)
                : hex(datagram, datagram.position() + SHORT_DESTINATION_OFFSET, ID_BYTES);
    }

    /** From whom it says it is; long headers alone say so. */
    public static String source(ByteBuffer datagram) {
        int at = datagram.position() + DESTINATION_LENGTH_OFFSET;
        return isLong(datagram) && at < datagram.limit()
                ? prefixed(datagram, at + 1 + Byte.toUnsignedInt(datagram.get(at))) : "";
    }

    private static boolean isLong(ByteBuffer datagram) {
        return datagram.hasRemaining() && (datagram.get(datagram.position()) & LONG_FORM) != 0;
    }

    private static String prefixed(ByteBuffer datagram, int at) {
        return at < datagram.limit() ? hex(datagram, at + 1, Byte.toUnsignedInt(datagram.get(at))) : "";
    }

    private static String hex(ByteBuffer datagram, int from, int length) {
        if (from + length > datagram.limit()) {
            return "";
        }
        byte[] id = new byte[length];
        datagram.get(from, id);
        return HexFormat.of().formatHex(id);
    }
}
