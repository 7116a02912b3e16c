/**
 * Runs as qlog: a file for each endpoint with what its MagicSock does, and one for each end of a QUIC connection.
 *
 * <p>Owns how events of connections become those of draft-ietf-quic-qlog-quic-events-13, the path of every packet and
 * datagram, and the events of the namespace {@code magicsock}, which docs/REPORTS.md describes. Refuses to influence
 * the run, and to open files.
 */
package dev.magicsock.scenarios.qlog;
