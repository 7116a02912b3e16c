package dev.magicsock.netsim.stream;

/** What became of a segment that reached its host. Everything but {@link #ACCEPTED} is a reason for dropping it. */
public enum SegmentOutcome {
    /** A connection or a listening port took it; a duplicate counts as taken. */
    ACCEPTED,
    /** No connection and no listening port; answered with a reset unless it was one itself. */
    NO_CONNECTION,
    /** Outside the receive window, a reset at the wrong place, or an acknowledgment of bytes that were never sent. */
    UNACCEPTABLE,
    /** More segments out of order than are kept; the other side sends it again. */
    REORDER_BUFFER_FULL,
    /** A SYN while too many handshakes of the listening port are open; the other side sends it again. */
    BACKLOG_FULL,
    /** A SYN while the host has as many connections as it can have; the other side sends it again. */
    CONNECTIONS_FULL
}
