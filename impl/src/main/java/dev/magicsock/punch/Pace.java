package dev.magicsock.punch;

import java.time.Duration;

/**
 * How fast many datagrams go out: so many together, again and again.
 *
 * @param batch    at least 1; waking up for each one costs more than sending two
 * @param interval longer than zero
 */
record Pace(int batch, Duration interval) {

    /** 100 datagrams a second: what others who guess ports send, and little beside any call. */
    static final Pace GUESSING = new Pace(2, Duration.ofMillis(20));

    /**
     * 256 ports in 13 s. Linux remembers a packet that comes in too early and lets the answer leave from another port,
     * so there only a port can be met that is opened after it was guessed: opening all at once would spoil most of
     * them.
     */
    static final Pace OPENING = new Pace(2, Duration.ofMillis(100));

    Pace {
        if (batch < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("no pace: " + batch + " every " + interval);
        }
    }
}
