package dev.magicsock.netsim.router;

/** What a partition keeps from passing. */
public enum PartedTraffic {
    /** Every packet. */
    ALL,
    /** UDP datagrams alone; streams and ICMP errors pass. */
    UDP
}
