/**
 * IP addresses, endpoints and prefixes as small immutable values made for fast comparison.
 *
 * <p>Owns the textual and binary forms. Refuses to resolve names: nothing here ever touches a resolver.
 * Text follows RFC 4291 section 2.2 and RFC 5952 for IPv6.
 */
package dev.magicsock.netsim.address;
