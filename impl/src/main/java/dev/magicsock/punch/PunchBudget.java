package dev.magicsock.punch;

import java.time.Duration;

/**
 * What a strategy may spend on one remote. It is charged for each datagram that it orders by {@link PunchActions#ping}
 * and for each question to a STUN server; series, heartbeats and answers have limits of their own. When everything is
 * spent, nothing more is sent until the window is over. A remote can make us spend no more than this, whatever it says.
 *
 * @param datagrams in each window, at least 1
 * @param window    its length, longer than zero; it begins with the first datagram that is charged
 * @param sockets   open at the same time beside those of the MagicSock, 0 to {@value #SOCKETS_MAX}
 */
public record PunchBudget(int datagrams, Duration window, int sockets) {

    /** Each costs a file descriptor and a mapping at the NAT; carriers allow a subscriber 1000 mappings or more. */
    public static final int SOCKETS_MAX = 256;


    /** Nine Pings to each of 32 addresses, seven times a minute: what iroh 1.0 would spend at its worst. */
    public static final PunchBudget DEFAULT = new PunchBudget(7 * 9 * 32, Duration.ofMinutes(1));

    /** Without sockets of its own. */
    public PunchBudget(int datagrams, Duration window) {
        this(datagrams, window, 0);
    }

    public PunchBudget {
        if (datagrams < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a budget must allow something, not " + datagrams + " in " + window);
        }
        if (sockets < 0 || sockets > SOCKETS_MAX) {
            throw new IllegalArgumentException("0 to " + SOCKETS_MAX + " more sockets, not " + sockets);
        }
    }
}
