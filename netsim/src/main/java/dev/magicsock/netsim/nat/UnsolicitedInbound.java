package dev.magicsock.netsim.nat;

/** What an inbound packet that belongs to no session leaves behind. */
public enum UnsolicitedInbound {

    /** Nothing. */
    IGNORED,
    /**
     * An entry for its flow, as in Linux connection tracking when the packet is answered by the translator itself: for
     * the unreplied lifetime, a later outbound session to that remote endpoint cannot have this external port.
     */
    CLAIMS_FLOW;

    /** The word for it in reports and scenario files, such as {@code ignored}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static UnsolicitedInbound parse(String label) {
        return Label.parse(UnsolicitedInbound.class, "handling of unsolicited inbound packets", label);
    }
}
