package dev.magicsock.relaystub.server;

/** The counts of one relay since it started. Not thread-safe. */
public final class RelayServerMetrics {

    private final long[] counts = new long[RelayServerCounter.values().length];

    /** The present count. */
    public long count(RelayServerCounter counter) {
        return counts[counter.ordinal()];
    }

    void increment(RelayServerCounter counter) {
        counts[counter.ordinal()]++;
    }

    void add(RelayServerCounter counter, long amount) {
        counts[counter.ordinal()] += amount;
    }
}
