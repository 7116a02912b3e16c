package dev.magicsock.core;

import java.time.Duration;
import java.time.Instant;

/** Allows bursts up to a capacity and a steady rate beyond. Starts full. Not thread-safe. */
final class TokenBucket {

    private final int capacity;
    private final long nanosPerToken;
    private int tokens;
    private Instant refilled;

    /**
     * @param capacity  tokens at most, at least 1
     * @param perSecond tokens that come back each second, at least 1
     */
    TokenBucket(int capacity, int perSecond) {
        this.capacity = capacity;
        this.nanosPerToken = Duration.ofSeconds(1).toNanos() / perSecond;
        this.tokens = capacity;
    }

    /** Takes one token; false if there is none. */
    boolean take(Instant now) {
        refill(now);
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    /** When the next token comes, if there is none now. */
    Instant nextToken() {
        return refilled.plusNanos(nanosPerToken);
    }

    private void refill(Instant now) {
        if (refilled == null || tokens == capacity) {
            refilled = now;
            return;
        }
        if (now.isBefore(nextToken())) {
            return;
        }
        if (!now.isBefore(refilled.plusNanos(nanosPerToken * (capacity - tokens)))) {
            tokens = capacity;
            refilled = now;
            return;
        }
        long wholeTokens = Duration.between(refilled, now).toNanos() / nanosPerToken;
        tokens += (int) wholeTokens;
        refilled = refilled.plusNanos(wholeTokens * nanosPerToken);
    }
}
