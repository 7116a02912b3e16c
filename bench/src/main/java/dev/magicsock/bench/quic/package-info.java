/**
 * Measures QUIC on real sockets of the loopback interface: how fast kwik is above a MagicSock compared with plain
 * sockets, and what a change of the path below does to a running transfer.
 *
 * <p>Owns whole transfers, which are compared in pairs of one run, one after the other in alternating order: what the
 * machine does meanwhile hits both sides. JMH has no such pairs and runs one side after the other in processes of their
 * own, so these benchmarks are programs. Refuses any conclusion from a single figure. Bulk transfers follow RFC 9000,
 * losses are counted as in RFC 9002 section 6.
 */
package dev.magicsock.bench.quic;
