/**
 * A conformance check of any relay, seen from the wire: rule by rule of the relay protocol, with clients that also do
 * what no client should.
 *
 * <p>This package owns blocking sockets and TLS of its checking clients, the rules with their sections, and their
 * outcomes. It shares the codecs of {@code dev.magicsock.relay} with the relay in this module, which are proven by
 * published vectors, but nothing of its server code: WebSocket frames and HTTP replies are read here once more. It
 * refuses to own how outcomes are shown.
 */
package dev.magicsock.relaystub.check;
