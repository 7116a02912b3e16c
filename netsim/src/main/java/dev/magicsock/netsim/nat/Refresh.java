package dev.magicsock.netsim.nat;

/** Which packets of a session give it its full lifetime again (RFC 4787 section 4.3). */
public enum Refresh {

    /** Those from the inside; REQ-6 demands them. */
    OUTBOUND,
    /** Those from the outside that are let in; alone they violate REQ-6, and some devices do. */
    INBOUND,
    /** Both; REQ-6a allows the inbound ones. */
    BOTH;

    /** The word for it in reports and scenario files, such as {@code outbound}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Refresh parse(String label) {
        return Label.parse(Refresh.class, "refresh direction", label);
    }

    /** True if packets from the inside refresh. */
    public boolean byOutbound() {
        return this != INBOUND;
    }

    /** True if packets from the outside refresh. */
    public boolean byInbound() {
        return this != OUTBOUND;
    }
}
