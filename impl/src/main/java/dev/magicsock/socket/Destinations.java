package dev.magicsock.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers socket addresses by their parts, so that a packet to a known one needs no new object. Thread-safe.
 *
 * <p>Each address has one place; another one that falls there replaces it and costs the other an object now and then.
 */
final class Destinations {

    /** Several times the connections that are busy at once; a power of two. */
    private static final int PLACES = 256;

    private static final int PORT_MULTIPLIER = 0x9E3779B1;

    private final AtomicReferenceArray<InetSocketAddress> known = new AtomicReferenceArray<>(PLACES);

    InetSocketAddress of(InetAddress address, int port) {
        int hash = address.hashCode() + port * PORT_MULTIPLIER;
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        InetSocketAddress there = known.get(place);
        if (there != null && there.getPort() == port && there.getAddress().equals(address)) {
            return there;
        }
        InetSocketAddress made = new InetSocketAddress(address, port);
        known.set(place, made);
        return made;
    }
}
