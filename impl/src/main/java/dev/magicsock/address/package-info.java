/**
 * IP socket addresses as text and as the 18 bytes that control messages carry.
 *
 * <p>Addresses are always {@link java.net.InetSocketAddress} values made from literal bytes. This package refuses to
 * resolve names, and refuses IPv6 zones: a zone means something on one host only. Text follows RFC 5952.
 */
package dev.magicsock.address;
