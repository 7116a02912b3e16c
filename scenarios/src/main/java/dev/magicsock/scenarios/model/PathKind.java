package dev.magicsock.scenarios.model;

/**
 * What a pair's selected path can be, seen from both of its ends.
 *
 * <p>A pair <em>is on</em> a kind when both ends are; it is <em>not on</em> a kind when neither end is. While the two
 * ends differ, neither holds.
 */
public enum PathKind {
    /** Any validated path without a relay. */
    DIRECT,
    /** A validated path over IPv4. */
    DIRECT_IPV4,
    /** A validated path over IPv6. */
    DIRECT_IPV6,
    /** Through a relay. */
    RELAY,
    /** No path at all. */
    NONE,
    /**
     * Packets pass between the two without a relay, but in one direction only. The pair is on the relay meanwhile, so
     * this is reported beside {@link #RELAY}; it holds as soon as one end reports it.
     */
    ONE_WAY
}
