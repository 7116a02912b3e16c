package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/**
 * A mapping in use with one remote endpoint. It never outlives its mapping: a refresh moves the mapping's deadline
 * first, and the session's not beyond that.
 */
final class Session extends NatEntry {

    final Mapping mapping;
    final IpEndpoint remote;

    /** The contact by which the filter lets the remote endpoint in; null under endpoint-independent filtering. */
    Contact contact;

    /** What a refresh gives: the lifetime without replies, then that with replies, and in the end that of closing. */
    long lifetimeNanos;
    boolean replied;
    boolean closing;
    /** True until the age from which replies count, and from which time on they do. */
    boolean settling;
    final long settledNanos;

    /** @param settledNanos when it settles; its beginning or later */
    Session(Mapping mapping, IpEndpoint remote, long lifetimeNanos, long settledNanos, long deadlineNanos) {
        super(deadlineNanos);
        this.mapping = mapping;
        this.remote = remote;
        this.lifetimeNanos = lifetimeNanos;
        this.settledNanos = settledNanos;
    }

    /** True if packets pass in both directions without a closer look. */
    boolean isOpen(long nowNanos) {
        return isAlive(nowNanos) && (contact == null || contact.isOpen(nowNanos));
    }
}
