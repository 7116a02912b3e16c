/**
 * The border between a simulated process and what drives it: what a QUIC application is given, what it is told to do
 * and what it reports.
 *
 * <p>Owns plain data and interfaces that both sides share; nothing here is woven, and nothing here waits. Refuses types
 * of kwik and of our QUIC packages, which have other names on the other side.
 */
package dev.magicsock.quicsim.process;
