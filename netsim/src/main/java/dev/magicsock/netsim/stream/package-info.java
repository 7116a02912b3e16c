/**
 * Reliable byte streams made of real segments: a small TCP, as a pure state machine.
 *
 * <p>Owns segments, connections and the table of connections of one host. Segments, calls of the program and the time
 * go in; segments to send, events for the program and the next deadline come out. It refuses to know packets, links or
 * hosts: the host puts each segment into a packet, and a lost packet is a lost segment.
 *
 * <p>Follows RFC 9293 (states, sequence numbers, resets), RFC 5681 and RFC 6582 (NewReno), RFC 6928 (initial window of
 * ten segments), RFC 3042 (limited transmit), RFC 6298 (retransmission timer), RFC 5961 (blind resets) and RFC 1191 and
 * RFC 8201 (path MTU). Deliberately simpler than a kernel's: no selective acknowledgments, no time stamps, no Nagle
 * delay, no keepalives, no urgent data. Programs take every byte at once, so the receive window never closes and window
 * probes are not needed.
 *
 * <p>Where the RFCs leave a choice, Linux's is taken: see
 * {@link dev.magicsock.netsim.stream.StreamSettings} for every number.
 */
package dev.magicsock.netsim.stream;
