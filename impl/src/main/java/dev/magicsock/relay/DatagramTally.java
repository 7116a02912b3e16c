package dev.magicsock.relay;

import java.util.EnumMap;
import java.util.Map;

/** Counts for {@link RelayAccount}, all connections of one client together. Not thread-safe. */
final class DatagramTally {

    private final Map<RelayDrop, Long> dropped = new EnumMap<>(RelayDrop.class);
    private long submitted;
    private long sent;
    private long unknown;

    void submitted() {
        submitted++;
    }

    void dropped(RelayDrop reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    /** A connection is over: what no pong covers will never be known. */
    void ended(RelaySession session) {
        sent += session.coveredDatagrams();
        unknown += session.uncoveredDatagrams();
    }

    /** @param waiting how many are in queues */
    RelayAccount account(RelayClientState state, int waiting) {
        long covered = 0;
        long uncovered = 0;
        if (state instanceof RelayClientState.Connected(TransportId _, RelaySession session)) {
            covered = session.coveredDatagrams();
            uncovered = session.uncoveredDatagrams();
        }
        return new RelayAccount(submitted, sent + covered, unknown, dropped, waiting, uncovered);
    }
}
