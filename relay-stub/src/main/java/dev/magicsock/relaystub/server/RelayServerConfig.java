package dev.magicsock.relaystub.server;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The times and bounds of a {@link RelayServerCore}.
 *
 * @param establishTimeout   from the opened connection to the client's proof
 * @param pingInterval       how long nothing may be received before a ping; a random 1 to 5 s is added each time
 * @param writeTimeout       how long the transport may take to write one message
 * @param queueFrames        how many datagram frames wait for a client at most, and how many control frames
 * @param queueBytes         how many bytes of datagram frames wait for a client at most
 * @param totalQueueBytes    how many bytes of datagram frames wait for all clients together at most
 * @param windowBytes        how much a transport is given before it reports bytes as written
 * @param maxConnections     how many connections there are at most; further ones are refused
 * @param maxUnauthenticated how many of them may be unauthenticated; the longest waiting makes room for a further one,
 *                           and whoever knows where they come from chooses more fairly ({@link HalfOpenTable})
 * @param maxDuplicates      how many older connections an endpoint keeps beside its active one; the oldest makes room
 * @param maxPeersPerClient  how many recipients of a client are told at most when it is gone; the first is forgotten
 * @param rateLimit          for reading from each client; empty for none
 */
public record RelayServerConfig(
        Duration establishTimeout,
        Duration pingInterval,
        Duration writeTimeout,
        int queueFrames,
        int queueBytes,
        long totalQueueBytes,
        int windowBytes,
        int maxConnections,
        int maxUnauthenticated,
        int maxDuplicates,
        int maxPeersPerClient,
        Optional<RateLimit> rateLimit) {

    /** Times and queue lengths of the stock relay (relay protocol section 16); the other bounds are ours. */
    public static final RelayServerConfig STANDARD = new RelayServerConfig(
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            512,
            // 512 usual datagrams take 0.7 MiB; 512 of the largest frames would take 32 MiB per client.
            4 << 20,
            // What waits for somebody who does not read is gone after the write timeout; until then so much is enough.
            128 << 20,
            64 << 10,
            65_536,
            4096,
            16,
            4096,
            Optional.empty());

    public RelayServerConfig {
        requirePositive(establishTimeout);
        requirePositive(pingInterval);
        requirePositive(writeTimeout);
        Objects.requireNonNull(rateLimit);
        if (queueFrames < 1 || queueBytes < 1 || totalQueueBytes < 1 || windowBytes < 1 || maxConnections < 1
                || maxUnauthenticated < 1 || maxDuplicates < 0 || maxPeersPerClient < 1) {
            throw new IllegalArgumentException("a bound is below its minimum");
        }
    }

    /** The same with another rate limit. */
    public RelayServerConfig withRateLimit(RateLimit limit) {
        return new RelayServerConfig(establishTimeout, pingInterval, writeTimeout, queueFrames, queueBytes,
                totalQueueBytes, windowBytes, maxConnections, maxUnauthenticated, maxDuplicates, maxPeersPerClient,
                Optional.of(limit));
    }

    private static void requirePositive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("not positive: " + duration);
        }
    }
}
