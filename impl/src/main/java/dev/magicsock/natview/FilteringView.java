package dev.magicsock.natview;

/** Who may send to a mapping (RFC 4787 section 5), as far as it can be told. */
public enum FilteringView {

    /** Nobody was asked to try, or nothing came and that can have had other reasons. */
    UNKNOWN,
    /** Everybody. */
    ENDPOINT_INDEPENDENT,
    /** Whoever has an address that the inside has sent to. */
    ADDRESS_DEPENDENT,
    /** An endpoint that the inside has sent to. */
    ADDRESS_AND_PORT_DEPENDENT
}
