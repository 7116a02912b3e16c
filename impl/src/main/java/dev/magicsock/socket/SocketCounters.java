package dev.magicsock.socket;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts since the hub was bound; they only grow. Thread-safe: every count is exact, two read together need not
 * match.
 */
public final class SocketCounters {

    private static final int COUNTERS = SocketCounter.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTERS);

    /** All zero. */
    public SocketCounters() {
    }

    /** Takes counts, as a binding to a monitoring library does. */
    @FunctionalInterface
    public interface Visitor {
        /** One count. */
        void count(SocketCounter counter, long value);
    }

    /** One count. */
    public long get(SocketCounter counter) {
        return counts.get(counter.ordinal());
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
