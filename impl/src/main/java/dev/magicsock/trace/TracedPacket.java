package dev.magicsock.trace;

import java.util.List;
import java.util.Objects;

/**
 * A QUIC packet.
 *
 * @param number      in the space of its type
 * @param bytes       its size as it is sent; 0 where that is not known
 * @param destination the connection id that it goes to, as hexadecimal digits
 * @param source      the one that it says it comes from; empty for short headers
 */
public record TracedPacket(Type type, long number, int bytes, String destination, String source,
        List<TracedFrame> frames) {

    public TracedPacket {
        Objects.requireNonNull(type);
        Objects.requireNonNull(destination);
        Objects.requireNonNull(source);
        frames = List.copyOf(frames);
    }

    /** Types of packets with a number (RFC 9000 section 17). */
    public enum Type {
        /** With a long header, in the clear for whoever knows the first destination id. */
        INITIAL,
        /** With a long header, under the keys of the handshake. */
        HANDSHAKE,
        /** With a long header, before the handshake is over. */
        ZERO_RTT,
        /** With a short header. */
        ONE_RTT
    }
}
