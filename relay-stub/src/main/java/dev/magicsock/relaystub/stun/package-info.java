/**
 * A STUN server for Binding requests as one function: datagram in, at most one datagram out.
 *
 * <p>This package owns how a request is answered (RFC 8489 section 6.3) and from which of the server's sockets (RFC
 * 5780 sections 6 and 7.2). It refuses to own sockets, state of any kind, authentication, RESPONSE-PORT and PADDING
 * (which are answered with an error 420), and the codec, which is {@code dev.magicsock.stun}.
 */
package dev.magicsock.relaystub.stun;
