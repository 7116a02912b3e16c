/**
 * Network address and port translators with every behaviour that RFC 4787 distinguishes, each one a knob of its own.
 *
 * <p>Owns {@link dev.magicsock.netsim.nat.NatBehavior} (the knobs), {@link dev.magicsock.netsim.nat.NatPreset} (named
 * sets of knobs and nothing else), the mappings, sessions and filters of a translator, and the translator as an element
 * of a network. Refuses to own links, routes and hosts, and to look into payloads.
 *
 * <p>The words are those of RFC 4787: a <em>mapping</em> ties an internal endpoint to an external one (section 4.1), a
 * <em>session</em> is a mapping in use with one remote endpoint, a <em>filter</em> decides which remote endpoints may
 * send in through a mapping (section 5). Followed are RFC 4787 sections 4 to 6, 8 and 9, RFC 5382 section 5 and RFC
 * 7857 sections 2 and 3 for streams, RFC 5508 section 4 for ICMP errors, RFC 6888 section 3 for limits per subscriber.
 *
 * <p>Left out because the network cannot produce them: fragments (RFC 4787 section 10) since no packet is ever
 * fragmented, and application level gateways (section 7) since no payload carries addresses that a gateway would know.
 */
package dev.magicsock.netsim.nat;
