package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.packet.DropReason;
import java.util.Optional;

/** What became of a segment that reached its host. */
public enum SegmentOutcome {
    /** A connection or a listening port took it; a duplicate counts as taken. */
    ACCEPTED(null),
    /** No connection and no listening port; answered with a reset unless it was one itself. */
    NO_CONNECTION(DropReason.STREAM_UNKNOWN),
    /** Outside the receive window, a reset at the wrong place, or an acknowledgment of bytes that were never sent. */
    UNACCEPTABLE(DropReason.STREAM_OUT_OF_WINDOW),
    /** More segments out of order than are kept; the other side sends it again. */
    REORDER_BUFFER_FULL(DropReason.STREAM_REORDER_BUFFER_FULL),
    /** A SYN while too many handshakes of the listening port are open; the other side sends it again. */
    BACKLOG_FULL(DropReason.STREAM_BACKLOG_FULL),
    /** A SYN while the host has as many connections as it can have; the other side sends it again. */
    CONNECTIONS_FULL(DropReason.STREAM_LIMIT);

    private final DropReason dropReason;

    SegmentOutcome(DropReason dropReason) {
        this.dropReason = dropReason;
    }

    /** Why the packet with the segment is lost, or empty if it was delivered. */
    public Optional<DropReason> dropReason() {
        return Optional.ofNullable(dropReason);
    }
}
