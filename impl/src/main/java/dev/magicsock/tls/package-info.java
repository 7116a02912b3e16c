/**
 * TLS 1.3 handshakes in which both sides prove an Ed25519 identity by its bare public key.
 *
 * <p>Owns the two handshake state machines, the messages that they exchange, the key schedule, and the reassembly of
 * messages from the pieces in which they arrive: RFC 8446, restricted to X25519, Ed25519 and full handshakes, with the
 * raw public keys of RFC 7250 both ways, as QUIC carries it (RFC 9001 section 4). Refuses to own sockets, packet
 * protection, transport parameters (opaque bytes here), sessions to resume and early data. Pure: messages go in,
 * messages and secrets come out, randomness is an argument, and the only error that a message can cause is
 * {@link dev.magicsock.tls.HandshakeException}.
 */
package dev.magicsock.tls;
