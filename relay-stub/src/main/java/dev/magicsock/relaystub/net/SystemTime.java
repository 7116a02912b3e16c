package dev.magicsock.relaystub.net;

import java.time.Instant;

/** The time of this machine as an {@link Instant} that never goes back, however the wall clock is set. */
final class SystemTime {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
