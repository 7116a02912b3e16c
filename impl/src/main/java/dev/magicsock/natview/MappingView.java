package dev.magicsock.natview;

/** Which remotes share one mapping (RFC 4787 section 4.1), as far as it can be told from outside. */
public enum MappingView {

    /** Not enough was seen. */
    UNKNOWN,
    /** Everybody sees the same external endpoint. Without a NAT that is so too, and with a port that is overloaded. */
    ENDPOINT_INDEPENDENT,
    /** Each remote address sees another external endpoint, whatever its port. */
    ADDRESS_DEPENDENT,
    /** Each remote endpoint sees another external endpoint. */
    ADDRESS_AND_PORT_DEPENDENT,
    /** Different remotes see different external endpoints; whether the remote's port matters was not seen. */
    DESTINATION_DEPENDENT;

    /** Whether a remote meets an external endpoint that nobody else has seen before. */
    public boolean dependsOnDestination() {
        return this == ADDRESS_DEPENDENT || this == ADDRESS_AND_PORT_DEPENDENT || this == DESTINATION_DEPENDENT;
    }
}
