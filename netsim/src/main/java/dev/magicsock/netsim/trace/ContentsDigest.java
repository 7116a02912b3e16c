package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;

/**
 * 64 bits that depend on everything that a packet carries.
 *
 * <p>Starts with the length in bytes and takes in one 64-bit word after another, the last one padded with zero bytes:
 * {@code h = (h xor word) * 0x9E3779B97F4A7C15; h = h xor (h >>> 32)}. It tells runs apart; it is no protection against
 * anybody who wants them to look alike.
 */
final class ContentsDigest {

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private ContentsDigest() {
    }

    static long of(Packet packet) {
        return switch (packet.transport()) {
            case UDP -> ofBytes(packet.payload());
            case STREAM -> packet.segment().digest();
            case ICMP -> ofError(packet);
        };
    }

    static long ofBytes(ByteBuffer bytes) {
        int at = bytes.position();
        int end = bytes.limit();
        long digest = end - at;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            digest = take(digest, bytes.getLong(at));
        }
        if (at < end) {
            long last = 0;
            for (int i = at; i < at + Long.BYTES; i++) {
                last = last << Byte.SIZE | (i < end ? bytes.get(i) & 0xFF : 0);
            }
            digest = take(digest, last);
        }
        return digest;
    }

    private static long ofError(Packet packet) {
        long kind = switch (packet.icmpError()) {
            case IcmpError.PortUnreachable _ -> 1;
            case IcmpError.HostUnreachable _ -> 2;
            case IcmpError.AdministrativelyProhibited _ -> 3;
            case IcmpError.HopLimitExceeded _ -> 4;
            case IcmpError.PacketTooBig tooBig -> 5 + ((long) tooBig.mtuBytes() << Byte.SIZE);
        };
        long withTransport = take(kind, packet.quotedTransport().ordinal());
        return takeEndpoint(takeEndpoint(withTransport, packet.quotedSource()), packet.quotedDestination());
    }

    private static long takeEndpoint(long digest, IpEndpoint endpoint) {
        return take(take(take(digest, endpoint.address().high()), endpoint.address().low()), endpoint.port());
    }

    private static long take(long digest, long word) {
        long mixed = (digest ^ word) * FACTOR;
        return mixed ^ mixed >>> 32;
    }
}
