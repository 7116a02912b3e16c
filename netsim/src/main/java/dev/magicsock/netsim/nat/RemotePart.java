package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** The part of a remote endpoint that counts under a behaviour, as the second part of a table's key. */
final class RemotePart {

    private RemotePart() {
    }

    static Object under(MappingBehavior behavior, IpEndpoint remote) {
        return switch (behavior) {
            case ENDPOINT_INDEPENDENT -> null;
            case ADDRESS_DEPENDENT -> remote.address();
            case ADDRESS_AND_PORT_DEPENDENT -> remote;
        };
    }

    /** @throws IllegalStateException for endpoint-independent filtering, which keeps no contacts */
    static Object under(FilteringBehavior behavior, IpEndpoint remote) {
        return switch (behavior) {
            case ENDPOINT_INDEPENDENT -> throw new IllegalStateException("no contact counts for " + remote);
            case ADDRESS_DEPENDENT -> remote.address();
            case ADDRESS_AND_PORT_DEPENDENT -> remote;
        };
    }
}
