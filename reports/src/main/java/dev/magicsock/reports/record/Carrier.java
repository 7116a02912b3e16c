package dev.magicsock.reports.record;

/** What carries one copy of a datagram. */
public enum Carrier {
    /** A relay connection. */
    RELAY,
    /** UDP over IPv4. */
    IPV4,
    /** UDP over IPv6. */
    IPV6
}
