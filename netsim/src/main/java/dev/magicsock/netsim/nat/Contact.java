package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** The fact that the inside sent something to a remote address or endpoint, which opens the filter for it. */
final class Contact extends NatEntry {

    final Contacts home;
    final IpEndpoint scope;
    final Object remotePart;
    /** How many contacts there are with any port of the same address; null unless ports matter. */
    final Contacts.SameAddress sameAddress;

    /** Through which mapping it was made last. */
    Mapping mapping;

    /** True once it expired; it is kept for a while so that a refused packet can be explained. */
    boolean remembered;

    Contact(Contacts home, IpEndpoint scope, Object remotePart, Contacts.SameAddress sameAddress, Mapping mapping,
            long deadlineNanos) {
        super(deadlineNanos);
        this.home = home;
        this.scope = scope;
        this.remotePart = remotePart;
        this.sameAddress = sameAddress;
        this.mapping = mapping;
    }

    boolean isOpen(long nowNanos) {
        return !remembered && isAlive(nowNanos);
    }
}
