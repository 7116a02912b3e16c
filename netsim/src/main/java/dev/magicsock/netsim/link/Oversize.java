package dev.magicsock.netsim.link;

/** What a link does with a packet that is larger than its MTU; it drops it in any case. */
public enum Oversize {
    /** The sender gets an ICMP error with the size that fits (RFC 1191 section 4, RFC 4443 section 3.2). */
    ANSWER,
    /** Nobody is told. */
    BLACK_HOLE
}
