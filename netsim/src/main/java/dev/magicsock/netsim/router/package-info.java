/**
 * Routers: forwarding by destination address.
 *
 * <p>Owns the routing table (addresses, prefixes, a default upstream), the hop limit and the barriers that faults put
 * up. Refuses to translate or to filter flows: middleboxes do that, between a router and its upstream link.
 *
 * <p>Forwarding follows RFC 1812 section 5.2 and RFC 8200 section 3: longest prefix first, the hop limit goes down by
 * one, and errors are told by ICMP (RFC 792, RFC 4443), never about ICMP errors.
 */
package dev.magicsock.netsim.router;
