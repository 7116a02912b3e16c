package dev.magicsock.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The pings of one side of a relay connection (relay protocol section 9). Only the most recent ping counts, and its
 * answer must come in time. Pure, not thread-safe.
 */
public final class PingTracker {

    /** How long the answer may take at most, and always before a round trip was measured. */
    public static final Duration TIMEOUT_MAX = Duration.ofSeconds(5);

    /** How long the answer may take at least, so that a short pause of the other side does no harm. */
    public static final Duration TIMEOUT_MIN = Duration.ofMillis(500);

    private static final int TIMEOUT_ROUND_TRIPS = 3;

    private long payload;
    private Instant sentAt;
    private Duration roundTripTime;

    /**
     * Starts a ping; an unanswered earlier one is forgotten.
     *
     * @return the payload to send
     */
    public long ping(RandomGenerator random, Instant now) {
        payload = random.nextLong();
        sentAt = now;
        return payload;
    }

    /**
     * Takes a pong.
     *
     * @return the round-trip time if it answers the ping that counts; empty for any other payload
     */
    public Optional<Duration> pong(long answeredPayload, Instant now) {
        if (sentAt == null || answeredPayload != payload) {
            return Optional.empty();
        }
        roundTripTime = Duration.between(sentAt, now);
        sentAt = null;
        return Optional.of(roundTripTime);
    }

    /** True while a ping is unanswered. */
    public boolean isOutstanding() {
        return sentAt != null;
    }

    /** The instant at which the unanswered ping, if there is one, ends the connection. */
    public Optional<Instant> deadline() {
        return sentAt == null ? Optional.empty() : Optional.of(sentAt.plus(timeout()));
    }

    /** The last measured round-trip time. */
    public Optional<Duration> roundTripTime() {
        return Optional.ofNullable(roundTripTime);
    }

    private Duration timeout() {
        if (roundTripTime == null) {
            return TIMEOUT_MAX;
        }
        Duration tripled = roundTripTime.multipliedBy(TIMEOUT_ROUND_TRIPS);
        Duration atLeast = tripled.compareTo(TIMEOUT_MIN) < 0 ? TIMEOUT_MIN : tripled;
        return atLeast.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : atLeast;
    }
}
