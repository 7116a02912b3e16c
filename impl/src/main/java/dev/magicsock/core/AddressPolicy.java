package dev.magicsock.core;

import dev.magicsock.mapped.MappedAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which addresses of others are worth a probe. Nobody can make us send to a group, to nobody or to ourselves.
 */
final class AddressPolicy {

    private static final byte BROADCAST_BYTE = (byte) 255;

    private final OwnAddresses own;

    AddressPolicy(OwnAddresses own) {
        this.own = own;
    }

    /** Whether an address that somebody suggests may be probed. */
    boolean acceptsSuggested(InetSocketAddress address) {
        boolean unreachableLoopback = address.getAddress().isLoopbackAddress() && !own.areLoopbackOnly();
        return accepts(address) && !unreachableLoopback;
    }

    /** Whether an address that the user or discovery gave may be used. */
    boolean accepts(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return address.getPort() != 0
                && !ip.isAnyLocalAddress()
                && !ip.isMulticastAddress()
                && !isBroadcast(ip)
                && !needsScope(ip)
                && !MappedAddresses.isMapped(ip)
                && !own.contains(address);
    }

    private static boolean isBroadcast(InetAddress ip) {
        if (!(ip instanceof Inet4Address)) {
            return false;
        }
        for (byte part : ip.getAddress()) {
            if (part != BROADCAST_BYTE) {
                return false;
            }
        }
        return true;
    }

    /** A link-local IPv6 address means nothing without its interface, which the other side cannot know. */
    private static boolean needsScope(InetAddress ip) {
        return ip instanceof Inet6Address && ip.isLinkLocalAddress();
    }
}
