package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The MAP messages of PCP (RFC 6887 sections 7.1, 7.2 and 11.1).
 *
 * <pre>
 *   request                                  response
 *    0  version 2                             0  version 2
 *    1  opcode 1                              1  opcode 1 | 0x80
 *    2  reserved                              3  result code
 *    4  requested lifetime (s)                4  lifetime (s)
 *    8  client address (16)                   8  epoch time (s)
 *                                            12  reserved (12)
 *   24  mapping nonce (12)                   24  mapping nonce (12)
 *   36  protocol 17, reserved (3)            36  protocol 17, reserved (3)
 *   40  internal port                        40  internal port
 *   42  suggested external port              42  external port
 *   44  suggested external address (16)      44  external address (16)
 * </pre>
 */
final class PcpCodec {

    static final int NONCE_BYTES = 12;

    private static final int VERSION = 2;
    private static final int MAP = 1;
    private static final int RESPONSE = 0x80;
    private static final int UDP = 17;
    private static final int BYTES = 60;
    private static final int HEADER_BYTES = 24;
    /** RFC 6887 section 7: no message is longer. */
    private static final int MAX_BYTES = 1100;
    private static final int UNSUPP_VERSION = 1;

    /** What a datagram from a gateway is. */
    sealed interface Response {

        /**
         * An answer to a MAP request; where {@code result} is not 0, nothing was granted.
         *
         * @param lifetime of the mapping, or of the refusal
         */
        record Map(int result, Duration lifetime, long epochSeconds, byte[] nonce, int internalPort,
                InetSocketAddress external) implements Response {
        }

        /** The gateway speaks another version, perhaps NAT-PMP (RFC 6887 section 9, appendix A). */
        record OtherVersion(int version) implements Response {
        }

        /** No answer to a MAP request for UDP. */
        record Malformed() implements Response {
        }
    }

    private PcpCodec() {
    }

    /** @param suggested the external address and port that we would like; port 0 and a zero address for any */
    static byte[] encodeMap(InetAddress client, byte[] nonce, int internalPort, InetSocketAddress suggested,
            Duration lifetime) {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.put((byte) VERSION).put((byte) MAP).putShort((short) 0).putInt((int) lifetime.toSeconds());
        byte[] address = new byte[SocketAddresses.ADDRESS_BYTES];
        SocketAddresses.writeMapped(client, address, 0);
        out.put(address).put(nonce).putInt(UDP << 24);
        out.putShort((short) internalPort).putShort((short) suggested.getPort());
        SocketAddresses.writeMapped(suggested.getAddress(), address, 0);
        return out.put(address).array();
    }

    /** Reads the remaining bytes, which stay as they are. */
    static Response parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice();
        if (in.remaining() < 4 || in.remaining() > MAX_BYTES) {
            return new Response.Malformed();
        }
        int version = in.get(0) & 0xFF;
        int opcode = in.get(1) & 0xFF;
        if (version != VERSION) {
            return (opcode & RESPONSE) != 0 ? new Response.OtherVersion(version) : new Response.Malformed();
        }
        int result = in.get(3) & 0xFF;
        if (result == UNSUPP_VERSION && (opcode & RESPONSE) != 0) {
            return new Response.OtherVersion(version);
        }
        boolean map = opcode == (MAP | RESPONSE) && in.remaining() >= BYTES && in.remaining() % 4 == 0;
        return map && (in.get(HEADER_BYTES + NONCE_BYTES) & 0xFF) == UDP ? map(in, result) : new Response.Malformed();
    }

    private static Response map(ByteBuffer in, int result) {
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(HEADER_BYTES, nonce);
        byte[] address = new byte[SocketAddresses.ADDRESS_BYTES];
        in.get(44, address);
        InetSocketAddress external =
                new InetSocketAddress(SocketAddresses.readMapped(address, 0), in.getShort(42) & 0xFFFF);
        return new Response.Map(result, Duration.ofSeconds(in.getInt(4) & 0xFFFFFFFFL), in.getInt(8) & 0xFFFFFFFFL,
                nonce, in.getShort(40) & 0xFFFF, external);
    }
}
