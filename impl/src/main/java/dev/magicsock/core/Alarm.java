package dev.magicsock.core;

import java.time.Instant;

/** Something that wants to be called at an instant; belongs to at most one {@link Alarms}. */
abstract class Alarm {

    /** Kept by {@link Alarms}: position in the heap, or -1. */
    int slot = -1;

    /** Kept by {@link Alarms}: when it rings. */
    Instant at;

    /** Kept by {@link Alarms}: orders alarms of one instant by when they were set. */
    long sequence;

    private final String reason;

    Alarm(String reason) {
        this.reason = reason;
    }

    /** Why it was set, in a few words. */
    final String reason() {
        return reason;
    }

    /** The instant has come. */
    abstract void ring(Instant now);

    /** Whether it rings before another. */
    final boolean precedes(Alarm other) {
        int byTime = at.compareTo(other.at);
        return byTime != 0 ? byTime < 0 : sequence < other.sequence;
    }
}
