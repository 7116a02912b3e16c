/**
 * Hole punching: when to tell a remote where we are, when to send packets that open our NAT, and to which addresses.
 *
 * <p>Owns the pluggable {@link dev.magicsock.punch.PunchStrategy} and the 41-byte punch packet. A strategy makes one
 * {@link dev.magicsock.punch.Puncher} per remote, which hears {@link dev.magicsock.punch.PunchEvent}s, knows what
 * {@link dev.magicsock.punch.PunchView} shows, orders what {@link dev.magicsock.punch.PunchActions} offers, and is
 * charged by its {@link dev.magicsock.punch.PunchBudget}. Refuses to own candidates, probing and validation: a strategy
 * says <em>when</em> and <em>where</em>, {@code core} does it and decides what counts as a path. Background: RFC 8445
 * section 6.1.4 (checks open both ways only if both sides send), RFC 5128 section 3.3.
 */
package dev.magicsock.punch;
