package dev.magicsock.core;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.SocketId;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A UDP socket that the shell has bound.
 *
 * @param id    the shell's name for it
 * @param bound its local address; {@code [::]} means that it carries IPv6 and IPv4, {@code 0.0.0.0} IPv4 alone
 */
public record LocalSocket(SocketId id, InetSocketAddress bound) {

    public LocalSocket {
        Objects.requireNonNull(id, "id");
        SocketAddresses.requireResolved(bound);
    }

    /** Whether datagrams to this address can leave from here. */
    public boolean carries(InetAddress destination) {
        boolean toV4 = destination instanceof Inet4Address;
        boolean boundToV4 = bound.getAddress() instanceof Inet4Address;
        return toV4 == boundToV4 || toV4 && bound.getAddress().isAnyLocalAddress();
    }
}
