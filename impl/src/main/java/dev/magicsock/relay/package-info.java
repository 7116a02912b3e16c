/**
 * The iroh relay protocol as pure values and state machines: frames, handshake, keepalive and the client of one relay.
 *
 * <p>This package owns the wire format of the handshake and of relay frames in protocol versions 1 and 2, the
 * signatures that authenticate a client, and {@link dev.magicsock.relay.RelayClient}. It refuses to own transports:
 * somebody else dials, speaks HTTP, TLS and WebSocket, and hands over whole binary messages. It does not choose a home
 * relay and does not know what the datagrams that it carries mean.
 *
 * <p>There is no RFC for this protocol; the sections cited are those of the protocol notes for iroh-relay 1.0. Frame
 * types are variable-length integers of RFC 9000 section 16, signatures are Ed25519 of RFC 8032, the authentication
 * header is base64url of RFC 4648 section 5 over exported keying material of RFC 8446 section 7.5.
 */
package dev.magicsock.relay;
