package dev.magicsock.quic;

import java.net.DatagramPacket;
import java.net.SocketAddress;
import java.util.Arrays;

/**
 * Gives kwik the packets of a datagram one by one where it could not get past the first one. Not thread-safe.
 *
 * <p>RFC 9000 section 12.2 demands that the packets behind one that cannot be decrypted are processed. kwik 0.10.8
 * skips the whole datagram when the keys of its first packet are discarded already: a peer that closes before it knows
 * that the handshake is confirmed sends its CONNECTION_CLOSE in a Handshake packet with a 1-RTT packet behind it
 * (section 10.2.3), and kwik's server, which has discarded its Handshake keys by then, would learn of the end by its
 * idle timeout only.
 *
 * <p>Only datagrams that begin with a Handshake packet are taken apart: Initial packets count by the size of their
 * datagram (section 14.1).
 */
final class CoalescedPackets {

    private static final int HEADER_FORM_FIXED_AND_TYPE = 0xF0;
    private static final int VERSION_OFFSET = 1;
    private static final int DESTINATION_ID_OFFSET = 5;
    private static final int VERSION_1 = 1;
    private static final int VERSION_2 = 0x6b3343cf;

    private byte[] rest;
    private SocketAddress source;

    /** Whether packets of an earlier datagram wait. */
    boolean waiting() {
        return rest != null;
    }

    /** Fills in the next packet that waits. */
    void takeInto(DatagramPacket packet) {
        int length = Math.min(rest.length, packet.getLength());
        System.arraycopy(rest, 0, packet.getData(), packet.getOffset(), length);
        packet.setLength(length);
        packet.setSocketAddress(source);
        rest = null;
        split(packet);
    }

    /** Keeps what stands behind a leading Handshake packet for later, and shortens the datagram to that packet. */
    void split(DatagramPacket packet) {
        int first = leadingHandshake(packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
        if (first > 0 && first < packet.getLength()) {
            int begin = packet.getOffset() + first;
            rest = Arrays.copyOfRange(packet.getData(), begin, packet.getOffset() + packet.getLength());
            source = packet.getSocketAddress();
            packet.setLength(first);
        }
    }

    /** Bytes of the Handshake packet at the beginning; 0 if there is none or it is cut off. */
    private static int leadingHandshake(byte[] data, int begin, int end) {
        if (end - begin <= DESTINATION_ID_OFFSET || !isHandshake(data, begin)) {
            return 0;
        }
        int at = skipId(data, begin + DESTINATION_ID_OFFSET, end);
        at = skipId(data, at, end);
        if (at >= end) {
            return 0;
        }
        int lengthBytes = 1 << ((data[at] & 0xC0) >> 6);
        if (end - at < lengthBytes) {
            return 0;
        }
        long length = data[at] & 0x3F;
        for (int i = 1; i < lengthBytes; i++) {
            length = length << 8 | data[at + i] & 0xFF;
        }
        long total = at - begin + lengthBytes + length;
        return total > end - begin ? 0 : (int) total;
    }

    /** RFC 9000 section 17.2.4, and RFC 9369 section 3.2 for version 2. */
    private static boolean isHandshake(byte[] data, int begin) {
        int kind = data[begin] & HEADER_FORM_FIXED_AND_TYPE;
        if (kind != 0xE0 && kind != 0xF0) {
            return false;
        }
        int version = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            version = version << 8 | data[begin + VERSION_OFFSET + i] & 0xFF;
        }
        return kind == 0xE0 ? version == VERSION_1 : version == VERSION_2;
    }

    /** The position behind a connection id with its length before it; at or beyond the end if it is cut off. */
    private static int skipId(byte[] data, int at, int end) {
        return at >= end ? end : at + 1 + (data[at] & 0xFF);
    }
}
