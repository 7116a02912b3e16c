/**
 * The packet, the pool it comes from, and the names of all reasons for which one may be lost.
 *
 * <p>Owns what an IP packet is in this network: addresses, hop limit, honest size, and a payload, a stream segment or
 * an ICMP error. Refuses to decide anything about it: links, routers, NATs and hosts do. Packets are pooled; whoever
 * holds one passes it on, delivers it or drops it, exactly once.
 *
 * <p>Sizes follow RFC 791 and RFC 8200 (IP), RFC 768 (UDP), RFC 792 and RFC 4443 (ICMP). There is no fragmentation:
 * every packet has the "don't fragment" property, as QUIC requires of its datagrams (RFC 9000 section 14).
 */
package dev.magicsock.netsim.packet;
