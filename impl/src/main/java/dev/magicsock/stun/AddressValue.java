package dev.magicsock.stun;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.wire.Demultiplexer;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The value of an address attribute (RFC 8489 sections 14.1 and 14.2).
 *
 * <pre>
 * | 0 | family 1 or 2 | port 2 | address 4 or 16 |
 * </pre>
 *
 * <p>In the XOR form the port is combined with the first half of the magic cookie and the address with the cookie and
 * the transaction id behind it; in the plain form with zeros.
 */
final class AddressValue {

    private static final byte IPV4 = 1;
    private static final byte IPV6 = 2;
    private static final int HEADER_BYTES = 4;
    private static final int IPV4_BYTES = 4;
    private static final int MASK_BYTES = Integer.BYTES + TransactionId.BYTES;

    /** The mask of the plain form. */
    static final byte[] PLAIN = new byte[MASK_BYTES];

    private AddressValue() {
    }

    /** The mask of the XOR form. */
    static byte[] xorMask(TransactionId id) {
        byte[] mask = new byte[MASK_BYTES];
        ByteBuffer.wrap(mask).putInt(Demultiplexer.STUN_MAGIC_COOKIE);
        id.write(mask, Integer.BYTES);
        return mask;
    }

    static byte[] encode(InetSocketAddress address, byte[] mask) {
        byte[] ip = address.getAddress().getAddress();
        byte[] value = new byte[HEADER_BYTES + ip.length];
        value[1] = ip.length == IPV4_BYTES ? IPV4 : IPV6;
        value[2] = (byte) (address.getPort() >>> Byte.SIZE ^ mask[0]);
        value[3] = (byte) (address.getPort() ^ mask[1]);
        for (int i = 0; i < ip.length; i++) {
            value[HEADER_BYTES + i] = (byte) (ip[i] ^ mask[i]);
        }
        return value;
    }

    /** The address; empty for an unknown family or a length that does not fit the family. */
    static Optional<InetSocketAddress> decode(ByteBuffer value, byte[] mask) {
        if (value.remaining() < HEADER_BYTES || value.remaining() != HEADER_BYTES + ipBytes(value.get(1))) {
            return Optional.empty();
        }
        int port = (value.get(2) ^ mask[0]) & 0xFF;
        port = port << Byte.SIZE | (value.get(3) ^ mask[1]) & 0xFF;
        byte[] ip = new byte[value.remaining() - HEADER_BYTES];
        for (int i = 0; i < ip.length; i++) {
            ip[i] = (byte) (value.get(HEADER_BYTES + i) ^ mask[i]);
        }
        return Optional.of(new InetSocketAddress(SocketAddresses.ofBytes(ip), port));
    }

    private static int ipBytes(byte family) {
        return switch (family) {
            case IPV4 -> IPV4_BYTES;
            case IPV6 -> SocketAddresses.ADDRESS_BYTES;
            default -> -1;
        };
    }
}
