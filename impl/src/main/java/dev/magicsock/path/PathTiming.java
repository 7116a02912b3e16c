package dev.magicsock.path;

import java.time.Duration;

/**
 * The intervals that rule a path, and the size that it is proven with.
 *
 * @param heartbeat         time between Pings on a validated path; keeps NAT mappings alive. iroh: 5 s, well below the
 *                          30 s after which common NATs forget a UDP flow (RFC 4787 section 4.3 asks for 2 minutes)
 * @param trust             how long after the last authenticated receipt a path carries data alone. iroh 0.95: 6.5 s,
 *                          one heartbeat and a generous round trip
 * @param giveUp            how long Pings may stay unanswered before the path is given up. iroh's idle time of a path:
 *                          15 s
 * @param activePing        time between Pings while the application sends; with {@code patienceMin} it decides how long
 *                          a dead path goes unnoticed (0.6 s, so that the relay joins in within a second)
 * @param patienceMin       the shortest wait for a Pong before the relay joins in; longer than a delayed wake-up of a
 *                          radio
 * @param patienceMax       the longest one, and the one before any measurement
 * @param fullDatagramBytes UDP payload that a path must carry to be selected: 1280 bytes of IPv6 (RFC 8200 section 5)
 *                          less 40 for its header and 8 for UDP
 */
public record PathTiming(Duration heartbeat, Duration trust, Duration giveUp, Duration activePing,
        Duration patienceMin, Duration patienceMax, int fullDatagramBytes) {

    /** The numbers given with each component. */
    public static final PathTiming DEFAULT = new PathTiming(Duration.ofSeconds(5), Duration.ofMillis(6500),
            Duration.ofSeconds(15), Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(3), 1232);

    /** QUIC's smallest datagram (RFC 9000 section 14), below which no connection can begin. */
    public static final int FULL_DATAGRAM_BYTES_MIN = 1200;

    /** What an Ethernet frame holds of an IPv4 datagram's UDP payload. */
    public static final int FULL_DATAGRAM_BYTES_MAX = 1472;

    public PathTiming {
        requireOrder(Duration.ofMillis(1), activePing, "activePing");
        requireOrder(activePing, heartbeat, "heartbeat");
        requireOrder(heartbeat, trust, "trust");
        requireOrder(trust, giveUp, "giveUp");
        requireOrder(Duration.ofMillis(1), patienceMin, "patienceMin");
        requireOrder(patienceMin, patienceMax, "patienceMax");
        if (fullDatagramBytes < FULL_DATAGRAM_BYTES_MIN || fullDatagramBytes > FULL_DATAGRAM_BYTES_MAX) {
            throw new IllegalArgumentException("fullDatagramBytes must be " + FULL_DATAGRAM_BYTES_MIN + " to "
                    + FULL_DATAGRAM_BYTES_MAX + ", not " + fullDatagramBytes);
        }
    }

    private static void requireOrder(Duration min, Duration value, String what) {
        if (value.compareTo(min) < 0) {
            throw new IllegalArgumentException(what + " must be at least " + min + ", not " + value);
        }
    }

    /** The same with other heartbeats, and trust and the end of patience moved along where they must be longer. */
    public PathTiming withHeartbeat(Duration value) {
        Duration longerTrust = max(trust, value.plus(trust).minus(heartbeat));
        return new PathTiming(value, longerTrust, max(giveUp, longerTrust.plus(heartbeat)), min(activePing, value),
                patienceMin, patienceMax, fullDatagramBytes);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
