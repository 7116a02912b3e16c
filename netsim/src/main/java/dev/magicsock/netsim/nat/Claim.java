package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** A flow that an unsolicited inbound packet has taken (see {@link UnsolicitedInbound#CLAIMS_FLOW}). */
final class Claim extends NatEntry {

    final IpEndpoint external;
    final IpEndpoint remote;

    Claim(IpEndpoint external, IpEndpoint remote, long deadlineNanos) {
        super(deadlineNanos);
        this.external = external;
        this.remote = remote;
    }
}
