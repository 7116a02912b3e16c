/**
 * QUIC connections between endpoint identities, on unmodified kwik and agent15.
 *
 * <p>Owns the glue that lets kwik run the handshakes of {@link dev.magicsock.tls}, connections whose remote identity is
 * proven, and streams that do not stall: QUIC v1 (RFC 9000), TLS in QUIC (RFC 9001), datagrams (RFC 9221). Refuses to
 * own UDP sockets (they are arguments), mapped addresses, paths and relays: what carries the datagrams is below. Unlike
 * the rest of this module it is a shell: kwik owns threads, timers and clocks, and its classes are thread-safe where
 * they say so. Everything that reaches into kwik beyond its public members is in {@code KwikInternals}.
 */
package dev.magicsock.quic;
