package dev.magicsock.socket;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.LocalInterfaceAddress.Lifetime;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads the addresses of this machine. */
final class LocalInterfaces {

    private LocalInterfaces() {
    }

    /**
     * The addresses of all interfaces that are up, in an order that does not change by itself. Link-local IPv6
     * addresses, which mean nothing without their interface, and mapped ones are left out; empty if the machine does
     * not tell.
     */
    static List<LocalInterfaceAddress> read() {
        Set<InetAddress> deprecated = DeprecatedAddresses.read();
        List<LocalInterfaceAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.isUp()) {
                    each.inetAddresses().forEach(address -> add(address, deprecated, found));
                }
            }
        } catch (SocketException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(each -> SocketAddresses.format(each.address())));
        return found;
    }

    private static void add(InetAddress scoped, Set<InetAddress> deprecated, List<LocalInterfaceAddress> found) {
        InetAddress address = SocketAddresses.ofBytes(scoped.getAddress());
        if (address.getAddress().length == SocketAddresses.ADDRESS_BYTES && address.isLinkLocalAddress()) {
            return;
        }
        Lifetime lifetime = deprecated.contains(address) ? Lifetime.DEPRECATED : Lifetime.PREFERRED;
        found.add(new LocalInterfaceAddress(address, lifetime));
    }
}
