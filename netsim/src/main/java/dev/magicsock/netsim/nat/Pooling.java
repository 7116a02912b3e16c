package dev.magicsock.netsim.nat;

/** Which of several external addresses a mapping gets (RFC 4787 section 4.1, REQ-2). */
public enum Pooling {

    /** The same one for all mappings of an internal address; which one changes when the translator reboots. */
    PAIRED,
    /** Any, drawn anew for each mapping. */
    ARBITRARY,
    /**
     * One that nobody else has, with all its ports, as long as the translator keeps its addresses (RFC 2663 section
     * 4.1.1, Basic NAT). Where filtering is endpoint-independent, packets from the outside need no mapping.
     */
    ONE_TO_ONE;

    /** The word for it in reports and scenario files, such as {@code paired}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Pooling parse(String label) {
        return Label.parse(Pooling.class, "pooling behaviour", label);
    }
}
