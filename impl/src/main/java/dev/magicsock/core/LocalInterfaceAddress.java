package dev.magicsock.core;

import java.net.InetAddress;
import java.util.Objects;

/**
 * An address of a local network interface that is up.
 *
 * @param address  the address, without a scope
 * @param lifetime whether new traffic may use it
 */
public record LocalInterfaceAddress(InetAddress address, Lifetime lifetime) {

    /** The states of RFC 4862 section 5.5.4 in which an address is still valid. */
    public enum Lifetime {
        /** May be used without restriction. */
        PREFERRED,
        /** Still works, but is about to go; it is not advertised. */
        DEPRECATED
    }

    public LocalInterfaceAddress {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(lifetime, "lifetime");
    }

    /** An address in its {@link Lifetime#PREFERRED} state. */
    public static LocalInterfaceAddress preferred(InetAddress address) {
        return new LocalInterfaceAddress(address, Lifetime.PREFERRED);
    }
}
