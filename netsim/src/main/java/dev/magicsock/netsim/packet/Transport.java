package dev.magicsock.netsim.packet;

/** What an IP packet carries. */
public enum Transport {
    /** A UDP datagram (RFC 768). */
    UDP,
    /** A segment of a reliable stream, as TCP sends it. */
    STREAM,
    /** An ICMP error about another packet (RFC 792, RFC 4443). */
    ICMP
}
