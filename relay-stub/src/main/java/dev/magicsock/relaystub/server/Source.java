package dev.magicsock.relaystub.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a connection comes from, as far as that says who may be behind it: an IPv4 address, or the first 64 bits of an
 * IPv6 address, the least that a subscriber gets (RFC 6177 section 2).
 *
 * @param prefix an IPv4 address in the low bits, or the first half of an IPv6 address
 */
public record Source(boolean isIpv6, long prefix) {

    /** Of a remote address. */
    public static Source of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? new Source(true, bytes.getLong())
                : new Source(false, Integer.toUnsignedLong(bytes.getInt()));
    }
}
