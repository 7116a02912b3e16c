/**
 * The application of a scenario: sequence-numbered datagrams, and the book in which every one of them is accounted for.
 *
 * <p>Owns the layout of the test datagram, the sources that send on a schedule and the ledger of each direction.
 * Refuses to know paths, probes and relays: it is told which carrier took a copy and what became of it.
 */
package dev.magicsock.scenarios.traffic;
