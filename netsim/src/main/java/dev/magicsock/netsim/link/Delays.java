package dev.magicsock.netsim.link;

import java.time.Duration;

/** Checks durations that must be delays. */
final class Delays {

    /** Nothing on this planet is further away, and sums of delays stay far from the end of the clock. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private Delays() {
    }

    static void check(String what, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " " + delay + " is not in 0.." + LONGEST);
        }
    }
}
