package dev.magicsock.netsim.nat;

/** What a translator does with IPv6. */
public enum Ipv6Handling {

    /** Passes it on as it is; a firewall beside the translator may filter it. */
    ROUTED,
    /** Translates it like IPv4, to external IPv6 addresses that it needs for that. */
    TRANSLATED;

    /** The word for it in reports and scenario files, such as {@code routed}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Ipv6Handling parse(String label) {
        return Label.parse(Ipv6Handling.class, "IPv6 handling", label);
    }
}
