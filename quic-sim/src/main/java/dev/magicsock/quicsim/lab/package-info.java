/**
 * The smallest laboratory for QUIC: two simulated hosts and a job between them, for tests and benchmarks.
 *
 * <p>Owns one run and what came of it: whether the job was done, the fingerprints of packets and schedules, and where
 * every thread stood if it was not. Refuses NATs, relays and MagicSocks, which scenarios have.
 */
package dev.magicsock.quicsim.lab;
