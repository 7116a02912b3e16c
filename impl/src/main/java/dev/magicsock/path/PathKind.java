package dev.magicsock.path;

/** What carries a path. */
public enum PathKind {
    /** UDP over IPv4. */
    IPV4,
    /** UDP over IPv6. */
    IPV6,
    /** A relay server. */
    RELAY;

    /** Whether datagrams travel without a relay. */
    public boolean isDirect() {
        return this != RELAY;
    }
}
