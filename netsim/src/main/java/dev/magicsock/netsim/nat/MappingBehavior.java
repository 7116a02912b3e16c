package dev.magicsock.netsim.nat;

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
