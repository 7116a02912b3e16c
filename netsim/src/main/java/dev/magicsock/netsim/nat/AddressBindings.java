package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which internal address has which external address to itself (RFC 2663 section 4.1.1, Basic NAT).
 *
 * <p>Shared by the transports of one address family. An internal address gets the first external one that is free, with
 * its first packet, and keeps it until the translator gets other addresses; so there are never more ties than external
 * addresses.
 */
final class AddressBindings {

    private final List<IpAddress> externals;
    private final Map<IpAddress, IpAddress> externalOf = new LinkedHashMap<>();
    private final Map<IpAddress, IpAddress> internalOf = new LinkedHashMap<>();

    AddressBindings(List<IpAddress> externals) {
        this.externals = List.copyOf(externals);
    }

    /** True if it ties internal addresses to just these external ones. */
    boolean isFor(List<IpAddress> addresses) {
        return externals.equals(addresses);
    }

    /** The external address of an internal one, tied now if it was not; null if all external ones are taken. */
    IpAddress bind(IpAddress internal) {
        IpAddress present = externalOf.get(internal);
        if (present != null || externalOf.size() == externals.size()) {
            return present;
        }
        IpAddress next = externals.get(externalOf.size());
        externalOf.put(internal, next);
        internalOf.put(next, internal);
        return next;
    }

    /** The internal address that has this external one, or null. */
    IpAddress internalOf(IpAddress external) {
        return internalOf.get(external);
    }
}
