package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.server.CloseReason;
import dev.magicsock.relaystub.server.RelayServerDrop;
import java.util.EnumMap;
import java.util.Map;

/** Counts what the relay core leaves to its shell to count, by its reasons. Not thread-safe. */
final class RelayEvents {

    private final Map<CloseReason, Long> closed = new EnumMap<>(CloseReason.class);
    private final Map<RelayServerDrop, Long> dropped = new EnumMap<>(RelayServerDrop.class);
    private long badFrames;
    private long overBudget;

    void closed(CloseReason reason) {
        closed.merge(reason, 1L, Long::sum);
    }

    void dropped(RelayServerDrop reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    void badFrame() {
        badFrames++;
    }

    void overBudget() {
        overBudget++;
    }

    long count(CloseReason reason) {
        return closed.getOrDefault(reason, 0L);
    }

    long count(RelayServerDrop reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    long badFrames() {
        return badFrames;
    }

    long connectionsOverBudget() {
        return overBudget;
    }
}
