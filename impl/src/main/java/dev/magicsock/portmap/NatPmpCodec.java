package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * The messages of NAT-PMP (RFC 6886 sections 3.2 and 3.3).
 *
 * <pre>
 *   request for the address: version 0, opcode 0
 *   its answer:              version 0, opcode 128, result (2), epoch (4), external address (4)
 *   request for a mapping:   version 0, opcode 1, reserved (2), internal port (2), suggested port (2), lifetime (4)
 *   its answer:              version 0, opcode 129, result (2), epoch (4), internal port (2), external port (2),
 *                            lifetime (4)
 * </pre>
 */
final class NatPmpCodec {

    private static final int VERSION = 0;
    private static final int ADDRESS = 0;
    private static final int MAP_UDP = 1;
    private static final int RESPONSE = 128;
    private static final int SHORTEST = 8;
    private static final int ADDRESS_BYTES = 12;
    private static final int MAP_BYTES = 16;

    /** What a datagram from a gateway is. */
    sealed interface Response {

        record Address(int result, long epochSeconds, InetAddress external) implements Response {
        }

        record Map(int result, long epochSeconds, int internalPort, int externalPort, Duration lifetime)
                implements Response {
        }

        /** No answer to any of our requests. */
        record Malformed() implements Response {
        }
    }

    private NatPmpCodec() {
    }

    static byte[] encodeAddressRequest() {
        return new byte[] {VERSION, ADDRESS};
    }

    /** @param lifetime zero gives the mapping back; then the suggested port must be 0 (RFC 6886 section 3.4) */
    static byte[] encodeMap(int internalPort, int suggestedPort, Duration lifetime) {
        return ByteBuffer.allocate(SHORTEST + 4).put((byte) VERSION).put((byte) MAP_UDP).putShort((short) 0)
                .putShort((short) internalPort).putShort((short) suggestedPort).putInt((int) lifetime.toSeconds())
                .array();
    }

    /** Reads the remaining bytes, which stay as they are. */
    static Response parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice();
        if (in.remaining() < SHORTEST || in.get(0) != VERSION) {
            return new Response.Malformed();
        }
        int result = in.getShort(2) & 0xFFFF;
        long epoch = in.getInt(4) & 0xFFFFFFFFL;
        return switch ((in.get(1) & 0xFF) - RESPONSE) {
            case ADDRESS -> address(in, result, epoch);
            case MAP_UDP -> map(in, result, epoch);
            default -> new Response.Malformed();
        };
    }

    /** A refusal may be cut short (RFC 6886 section 3.5 shows eight bytes). */
    private static Response address(ByteBuffer in, int result, long epoch) {
        byte[] address = new byte[4];
        if (in.remaining() == ADDRESS_BYTES) {
            in.get(SHORTEST, address);
        } else if (result == 0) {
            return new Response.Malformed();
        } else {
            Arrays.fill(address, (byte) 0);
        }
        return new Response.Address(result, epoch, SocketAddresses.ofBytes(address));
    }

    private static Response map(ByteBuffer in, int result, long epoch) {
        if (in.remaining() != MAP_BYTES) {
            return result == 0 ? new Response.Malformed() : new Response.Map(result, epoch, 0, 0, Duration.ZERO);
        }
        return new Response.Map(result, epoch, in.getShort(8) & 0xFFFF, in.getShort(10) & 0xFFFF,
                Duration.ofSeconds(in.getInt(12) & 0xFFFFFFFFL));
    }
}
