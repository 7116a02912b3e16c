package dev.magicsock.punch;

import java.time.Duration;

/**
 * What a strategy may spend on one remote. It is charged for each datagram that it orders by
 * {@link PunchActions#ping}; series, heartbeats and answers have limits of their own. When everything is spent, nothing
 * more is sent until the window is over. A remote can make us spend no more than this, whatever it says.
 *
 * @param datagrams in each window, at least 1
 * @param window    its length, longer than zero; it begins with the first datagram that is charged
 */
public record PunchBudget(int datagrams, Duration window) {

    /** Nine Pings to each of 32 addresses, seven times a minute: what iroh 1.0 would spend at its worst. */
    public static final PunchBudget DEFAULT = new PunchBudget(7 * 9 * 32, Duration.ofMinutes(1));

    public PunchBudget {
        if (datagrams < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a budget must allow something, not " + datagrams + " in " + window);
        }
    }
}
