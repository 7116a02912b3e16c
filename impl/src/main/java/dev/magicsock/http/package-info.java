/**
 * HTTP/1.1 as far as an endpoint asks relays, proxies and discovery services: one request, one response, bounded.
 *
 * <p>This package owns the bytes of a request and the reading of a response (RFC 9112 sections 2 to 7) with a limit on
 * everything that the other side could make large. It refuses to own connections, time, redirects, caching, cookies and
 * content codings, and the upgrade to WebSocket.
 */
package dev.magicsock.http;
