package dev.magicsock.netsim.nat;

/** What becomes of ICMP errors about translated packets (RFC 4787 section 9, RFC 5508 section 4). */
public enum IcmpHandling {

    /** They reach the endpoint whose packet they are about, translated inside and out. */
    TRANSLATE,
    /** They are dropped. */
    DROP;

    /** The word for it in reports and scenario files, such as {@code translate}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static IcmpHandling parse(String label) {
        return Label.parse(IcmpHandling.class, "ICMP handling", label);
    }
}
