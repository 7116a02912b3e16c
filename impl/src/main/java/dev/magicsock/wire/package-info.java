/**
 * What tells the protocols on one UDP socket apart, and the small values that several of them share.
 *
 * <p>Owns the demultiplexer (STUN: RFC 8489 section 5; QUIC: RFC 9443 section 3) and the transaction id. Refuses to own
 * message formats: those are in {@code stun}, {@code probe} and {@code punch}, which build on this package.
 */
package dev.magicsock.wire;
