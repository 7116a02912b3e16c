/**
 * What happens inside of QUIC connections, as plain data for logs.
 *
 * <p>Owns the events and who hears them: packets with their frames (RFC 9000, 9221), losses and congestion control
 * (RFC 9002). Refuses to know formats of logs, and kwik, from which {@code dev.magicsock.quic} makes the events.
 */
package dev.magicsock.trace;
