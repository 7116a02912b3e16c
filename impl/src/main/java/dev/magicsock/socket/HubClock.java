package dev.magicsock.socket;

import java.time.Instant;

/** The two clocks that a hub lives by. Thread-safe. */
public interface HubClock {

    /** The clocks of this machine. */
    HubClock SYSTEM = new HubClock() {
        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wallClock() {
            return Instant.now();
        }
    };

    /** Nanoseconds since an arbitrary moment; never goes back, and may stand still while the host sleeps. */
    long monotonicNanos();

    /** The Unix time, which somebody may set at any moment. */
    Instant wallClock();
}
