package dev.magicsock.socket;

import dev.magicsock.relay.RelayAccount;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/**
 * Counts since the hub was bound; they only grow. Thread-safe: every count is exact, two read together need not
 * match.
 */
public final class SocketCounters {

    private static final int COUNTERS = SocketCounter.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTERS);

    private final Supplier<RelayAccount> relays;

    /** @param relays what became of the datagrams for relays, which is counted elsewhere */
    SocketCounters(Supplier<RelayAccount> relays) {
        this.relays = relays;
    }

    /** All zero, and no relays. */
    public SocketCounters() {
        this(() -> RelayAccount.EMPTY);
    }

    /** Takes counts, as a binding to a monitoring library does. */
    @FunctionalInterface
    public interface Visitor {
        /** One count. */
        void count(SocketCounter counter, long value);
    }

    /** One count. */
    public long get(SocketCounter counter) {
        return switch (counter) {
            case RELAY_SUBMITTED -> relays.get().submitted();
            case RELAY_SENT -> relays.get().sent();
            case RELAY_UNKNOWN -> relays.get().unknown();
            case RELAY_DROPPED -> relays.get().allDropped();
            default -> counts.get(counter.ordinal());
        };
    }

    /** All counts, in the order of {@link SocketCounter}. */
    public void visit(Visitor visitor) {
        for (SocketCounter counter : SocketCounter.values()) {
            visitor.count(counter, get(counter));
        }
    }

    void increment(SocketCounter counter) {
        counts.incrementAndGet(counter.ordinal());
    }

    void add(SocketCounter counter, long amount) {
        counts.addAndGet(counter.ordinal(), amount);
    }
}
