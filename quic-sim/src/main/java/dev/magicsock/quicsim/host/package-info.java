/**
 * Processes with real QUIC on simulated hosts.
 *
 * <p>Owns the {@code DatagramSocket}s of such a process, how it is driven by events and deadlines, and a program that
 * runs it directly over simulated UDP. Refuses to know what carries datagrams otherwise, and what the application does.
 */
package dev.magicsock.quicsim.host;
