/**
 * Opens TCP and TLS connections to servers that have names, and asks them over HTTP.
 *
 * <p>A shell: it has sockets, threads and waits. This package owns name lookups with a bound on time, the race between
 * a server's addresses (Happy Eyeballs, RFC 8305 sections 4 and 5), tunnels through an HTTP proxy ({@code CONNECT}, RFC
 * 9110 section 9.3.6), TLS with a check of the server's name, and single HTTP exchanges. Everything has a limit in
 * bytes and in time. It refuses to own what is said over a connection, and UDP. Numbers are those of iroh (relay
 * protocol section 3.1).
 */
package dev.magicsock.dial;
