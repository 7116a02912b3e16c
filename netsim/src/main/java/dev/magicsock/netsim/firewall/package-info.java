/**
 * Firewalls that a network may have between its inside and the outside, for IPv4 and IPv6 alike.
 *
 * <p>Owns the stateful filter, which lets flows out and only what belongs to them in, and the rule that blocks UDP.
 * Refuses to translate anything, which is the business of {@code nat}, and to look into payloads. The rules for UDP are
 * those of RFC 6092 section 3.2, those for streams follow section 3.3. ICMP errors pass if they are about a flow that
 * is known, and end nothing.
 */
package dev.magicsock.netsim.firewall;
