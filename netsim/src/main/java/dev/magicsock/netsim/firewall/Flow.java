package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.Expiring;

/** An internal endpoint together with those remote endpoints that may send to it. */
final class Flow extends Expiring {

    final IpEndpoint internal;
    /** The part of the remote endpoint that counts. */
    final Object remotePart;
    final IpEndpoint firstRemote;

    /** What a refresh gives. */
    long lifetimeNanos;
    boolean replied;
    boolean closing;
    /** From when on replies count. */
    final long settledNanos;
    /** True once it expired; it is kept for a while so that a refused packet can be explained. */
    boolean remembered;

    Flow(IpEndpoint internal, Object remotePart, IpEndpoint firstRemote, long lifetimeNanos, long settledNanos,
            long deadlineNanos) {
        super(deadlineNanos);
        this.internal = internal;
        this.remotePart = remotePart;
        this.firstRemote = firstRemote;
        this.lifetimeNanos = lifetimeNanos;
        this.settledNanos = settledNanos;
    }

    boolean isOpen(long nowNanos) {
        return !remembered && isAlive(nowNanos);
    }
}
