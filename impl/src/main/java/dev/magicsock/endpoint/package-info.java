/**
 * What an application uses: an endpoint that dials and is dialled by identity.
 *
 * <p>Owns {@link dev.magicsock.endpoint.MagicSock}, its connections and its events, and in which order everything below
 * is closed. Refuses to own sockets, paths and handshakes: those are in {@link dev.magicsock.socket},
 * {@link dev.magicsock.core} and {@link dev.magicsock.quic}, for whoever needs more than is here. Streams are those of
 * RFC 9000 section 2, datagrams those of RFC 9221.
 */
package dev.magicsock.endpoint;
