package dev.magicsock.relay;

import java.time.Duration;

/**
 * The times and bounds of a {@link RelayClient}. Times are those of iroh's own client (relay protocol sections 9, 13).
 *
 * @param connectTimeout     for dialling, upgrade and handshake together
 * @param keepaliveInterval  how long nothing may be received before a ping
 * @param sendTimeout        how long the transport may take to write one message
 * @param staleAfter         how long a datagram waits at most while the relay is not connected
 * @param backoffMin         lower bound of the pause after a failed attempt, at least 1 ns
 * @param backoffMax         upper bound of that pause, at least twice {@code backoffMin}
 * @param dataQueueFrames    how many data frames wait at most
 * @param dataQueueBytes     how many bytes of data frames wait at most
 * @param controlQueueFrames how many control frames wait at most
 * @param windowBytes        how much the transport is given before it reports bytes as written
 * @param routes             how many recently seen senders are remembered at least; twice as many at most
 */
public record RelayClientConfig(
        Duration connectTimeout,
        Duration keepaliveInterval,
        Duration sendTimeout,
        Duration staleAfter,
        Duration backoffMin,
        Duration backoffMax,
        int dataQueueFrames,
        int dataQueueBytes,
        int controlQueueFrames,
        int windowBytes,
        int routes) {

    /** The usual values. */
    public static final RelayClientConfig STANDARD = new RelayClientConfig(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(3),
            Duration.ofMillis(10),
            Duration.ofSeconds(16),
            // As deep as the queues of a relay, so neither end is the narrower one.
            512,
            // 512 datagrams of the usual size fit; 512 of the largest would take 32 MiB.
            1 << 20,
            // One message for each of 500 remotes.
            512,
            // A dozen full datagrams: what a control message may have to wait for.
            16 << 10,
            1024);

    public RelayClientConfig {
        requirePositive(connectTimeout);
        requirePositive(keepaliveInterval);
        requirePositive(sendTimeout);
        requirePositive(staleAfter);
        requirePositive(backoffMin);
        if (backoffMax.compareTo(backoffMin.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("back-off from " + backoffMin + " to " + backoffMax);
        }
        if (dataQueueFrames < 1 || dataQueueBytes < 1 || controlQueueFrames < 1 || windowBytes < 1 || routes < 1) {
            throw new IllegalArgumentException("every bound is at least 1");
        }
    }

    private static void requirePositive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("not positive: " + duration);
        }
    }
}
