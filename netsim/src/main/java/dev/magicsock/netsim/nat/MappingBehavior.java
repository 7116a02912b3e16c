package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/**
 * When an internal endpoint keeps its external endpoint as it turns to another remote endpoint (RFC 4787 section 4.1).
 */
public enum MappingBehavior {

    /** One mapping for all remote endpoints. */
    ENDPOINT_INDEPENDENT,
    /** One mapping per remote address. */
    ADDRESS_DEPENDENT,
    /** One mapping per remote address and port. */
    ADDRESS_AND_PORT_DEPENDENT;

    /**
     * The part of a remote endpoint that counts: null, its address, or all of it. Serves as the second part of a key of
     * an {@link dev.magicsock.netsim.flow.EndpointTable}.
     */
    public Object partOf(IpEndpoint remote) {
        return switch (this) {
            case ENDPOINT_INDEPENDENT -> null;
            case ADDRESS_DEPENDENT -> remote.address();
            case ADDRESS_AND_PORT_DEPENDENT -> remote;
        };
    }

    /** The word for it in reports and scenario files, such as {@code endpoint-independent}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MappingBehavior parse(String label) {
        return Label.parse(MappingBehavior.class, "mapping behaviour", label);
    }
}
