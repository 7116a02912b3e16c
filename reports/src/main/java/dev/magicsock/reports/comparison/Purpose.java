package dev.magicsock.reports.comparison;

import java.util.Locale;

/** What a packet is sent for. Every packet has one purpose. */
public enum Purpose {

    /** Finding, checking and keeping paths: sealed probes. */
    PROBE,
    /** Opening a NAT: punch packets. */
    PUNCH,
    /** Learning one's external address: STUN, questions and answers. */
    STUN,
    /** The application's datagrams, sent directly. */
    DATA,
    /** Connections to relays: whatever they carry, data and signals, with their acknowledgements. */
    RELAY,
    /** Anything else, ICMP errors for instance. */
    OTHER;

    /** The word for it in documents. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
