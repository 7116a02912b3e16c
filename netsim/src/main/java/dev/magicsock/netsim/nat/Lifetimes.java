package dev.magicsock.netsim.nat;

import java.time.Duration;

/**
 * How long a session lives after the last packet that refreshes it. A mapping lives as long as one of its sessions may.
 *
 * @param unreplied while the remote endpoint has not answered
 * @param replied   once it has answered; at least {@code unreplied}
 * @param closing   once a stream has been closed or reset; at most {@code replied}, without meaning for UDP
 * @param settling  if zero, the first reply brings the lifetime {@code replied}; otherwise only packets do that come
 *                  after the first reply <em>and</em> when the session is older than this
 */
public record Lifetimes(Duration unreplied, Duration replied, Duration closing, Duration settling) {

    /**
     * RFC 5382 section 5, REQ-5: 4 minutes for partially open or closing, 2 hours 4 minutes for established streams.
     */
    public static final Lifetimes STREAM = new Lifetimes(
            Duration.ofMinutes(4), Duration.ofMinutes(124), Duration.ofMinutes(4));

    public Lifetimes {
        requirePositive("unreplied", unreplied);
        requirePositive("replied", replied);
        requirePositive("closing", closing);
        if (settling.isNegative()) {
            throw new IllegalArgumentException("sessions cannot settle before they begin: " + settling);
        }
        if (unreplied.compareTo(replied) > 0 || closing.compareTo(replied) > 0) {
            throw new IllegalArgumentException("a session with replies must live at least as long as one "
                    + "without and as one that closes: unreplied " + unreplied + ", replied " + replied
                    + ", closing " + closing);
        }
    }

    /** Sessions that a first reply settles. */
    public Lifetimes(Duration unreplied, Duration replied, Duration closing) {
        this(unreplied, replied, closing, Duration.ZERO);
    }

    /** The same for sessions that settle at this age. */
    public Lifetimes settlingAfter(Duration age) {
        return new Lifetimes(unreplied, replied, closing, age);
    }

    /** UDP sessions that live equally long with and without replies. */
    public static Lifetimes udp(Duration idle) {
        return udp(idle, idle);
    }

    public static Lifetimes udp(Duration unreplied, Duration replied) {
        return new Lifetimes(unreplied, replied, unreplied);
    }

    static void requirePositive(String what, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("the " + what + " lifetime must be positive, not " + duration);
        }
    }
}
