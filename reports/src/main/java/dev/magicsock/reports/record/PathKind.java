package dev.magicsock.reports.record;

/** What one side of a pair sends its datagrams over at one moment. */
public enum PathKind {
    /** Through a relay. */
    RELAY,
    /** Directly over a validated IPv4 path. */
    IPV4_DIRECT,
    /** Directly over a validated IPv6 path. */
    IPV6_DIRECT,
    /** Over more than one path at once, because the direct one is in doubt or not yet proven. */
    IN_DOUBT,
    /** Directly, but the check succeeds in one direction only. */
    ONE_WAY,
    /** There is no path. */
    NONE;

    /** Whether this is a validated direct path; one-way and doubtful ones are not. */
    public boolean isDirect() {
        return this == IPV4_DIRECT || this == IPV6_DIRECT;
    }
}
