package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** Which remote endpoints may send in through a mapping (RFC 4787 section 5). */
public enum FilteringBehavior {

    /** Everybody, as long as the mapping lives. */
    ENDPOINT_INDEPENDENT,
    /** Those at whose address the inside has sent something, from any port. */
    ADDRESS_DEPENDENT,
    /** Those at whose very address and port the inside has sent something. */
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
    public static FilteringBehavior parse(String label) {
        return Label.parse(FilteringBehavior.class, "filtering behaviour", label);
    }
}
