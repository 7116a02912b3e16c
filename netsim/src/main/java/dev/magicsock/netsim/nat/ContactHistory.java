package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** What the inside had sent to a remote endpoint before a packet from there was filtered. */
enum ContactHistory {

    /** Nothing that is remembered. */
    NONE,
    /** Something to the same address, at another port: the usual sign of a remote translator that changes ports. */
    OTHER_PORT,
    /** Enough, but too long ago. */
    EXPIRED;

    String describe(IpEndpoint remote) {
        return switch (this) {
            case NONE -> "no contact with " + remote;
            case OTHER_PORT -> "no contact with " + remote + " but with another port of " + remote.address();
            case EXPIRED -> "contact with " + remote + " expired";
        };
    }
}
