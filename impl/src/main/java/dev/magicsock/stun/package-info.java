/**
 * STUN Binding: the codec, and the client's transactions (RFC 8489).
 *
 * <p>Owns messages and attributes (sections 5 and 14; CHANGE-REQUEST, RESPONSE-ORIGIN and OTHER-ADDRESS of RFC 5780
 * section 7) and retransmission over UDP (section 6.2.1). Refuses to own authentication, other methods, TCP and TLS,
 * names of servers, and the server, which is a program of its own.
 */
package dev.magicsock.stun;
