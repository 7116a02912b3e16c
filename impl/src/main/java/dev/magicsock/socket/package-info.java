/**
 * The real shell: sockets, threads and clocks under a {@link dev.magicsock.core.MagicSockCore}, and above it
 * {@link java.net.DatagramSocket}s for a QUIC library.
 *
 * <p>Owns UDP channels, relay connections over WebSockets (RFC 6455), the watch over interfaces and clocks, and which
 * of the facades gets a datagram (by the connection ids of RFC 8999 section 5). Refuses every decision about paths,
 * probes and relays, which the core takes here as it does in a simulation. This is the only package with sockets of
 * its own.
 */
package dev.magicsock.socket;
