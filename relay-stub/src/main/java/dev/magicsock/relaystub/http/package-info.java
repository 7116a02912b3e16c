/**
 * What a relay says over plain HTTP, as pure functions of the request: the WebSocket upgrade and the small services.
 *
 * <p>This package owns the reading of a request head (RFC 9112 sections 3 and 5), the rules of the upgrade (RFC 6455
 * section 4.2, relay protocol section 3), the answers of {@code /ping}, {@code /generate_204} and their like (relay
 * protocol section 2) and the rule that finds a bearer token (RFC 6750, relay protocol section 12). It refuses to own
 * sockets, TLS and WebSocket frames.
 */
package dev.magicsock.relaystub.http;
