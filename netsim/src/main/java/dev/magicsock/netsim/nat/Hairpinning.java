package dev.magicsock.netsim.nat;

/** What becomes of a packet from the inside to an external endpoint of the same translator (RFC 4787 section 6). */
public enum Hairpinning {

    /** It is dropped. */
    NONE,
    /** It is sent back in, from the external endpoint of its sender (REQ-9a). */
    EXTERNAL_SOURCE,
    /** It is sent back in with the internal endpoint of its sender, which confuses most protocols. */
    INTERNAL_SOURCE;

    /** The word for it in reports and scenario files, such as {@code external-source}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Hairpinning parse(String label) {
        return Label.parse(Hairpinning.class, "hairpinning behaviour", label);
    }
}
