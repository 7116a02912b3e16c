/**
 * Hole punching: when to tell a remote where we are, when to send packets that open our NAT, and to which addresses.
 *
 * <p>Owns the pluggable {@link dev.magicsock.punch.PunchStrategy} and the 41-byte punch packet. Refuses to own
 * candidates, probing and validation: a strategy says <em>when</em>, {@code core} does it and decides what counts as a
 * path. Background: RFC 8445 section 6.1.4 (checks open both ways only if both sides send), RFC 5128 section 3.3.
 */
package dev.magicsock.punch;
