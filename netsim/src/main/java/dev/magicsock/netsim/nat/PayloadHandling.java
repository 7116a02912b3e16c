package dev.magicsock.netsim.nat;

/** What a translator does with what UDP datagrams carry over IPv4. */
public enum PayloadHandling {

    /** It leaves it alone, as RFC 4787 section 7 wants it (REQ-10: application level gateways are off). */
    KEPT,
    /**
     * It takes four bytes that look like the internal address for one and puts the external address in their place, and
     * the other way round on the way in. Such translators are why STUN has XOR-MAPPED-ADDRESS (RFC 8489 section 14.2).
     */
    REWRITTEN;

    /** The word for it in reports and scenario files, such as {@code rewritten}. */
    public String label() {
        return Label.of(this);
    }
}
