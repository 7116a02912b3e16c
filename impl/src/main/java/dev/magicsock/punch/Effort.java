package dev.magicsock.punch;

import java.time.Duration;

/**
 * How often something is tried before it is given up until there is news. Each time wakes a radio up. Not thread-safe.
 */
final class Effort {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final int attempts;
    private int used;

    /** @param attempts at least 1 */
    Effort(int attempts) {
        this.attempts = attempts;
    }

    /** Uses one; false if none is left. */
    boolean take() {
        if (used == attempts) {
            return false;
        }
        used++;
        return true;
    }

    boolean isSpent() {
        return used == attempts;
    }

    void renew() {
        used = 0;
    }

    /** How long to wait before the next one: twice as long each time. */
    Duration pause() {
        return FIRST_PAUSE.multipliedBy(1L << Math.max(0, used - 1));
    }
}
