package dev.magicsock.relaystub.server;

import java.time.Duration;

/**
 * How fast a relay reads from one client (relay protocol section 11).
 *
 * @param bytesPerSecond the rate, at least one byte per {@link #REFILL_PERIOD}
 * @param maxBurstBytes  what may come at once after a pause, at least 1
 */
public record RateLimit(long bytesPerSecond, long maxBurstBytes) {

    /** How often a bucket is refilled. */
    public static final Duration REFILL_PERIOD = Duration.ofMillis(100);

    private static final long PERIODS_PER_SECOND = 10;

    public RateLimit {
        if (bytesPerSecond < PERIODS_PER_SECOND || maxBurstBytes < 1) {
            throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes per second with bursts of "
                    + maxBurstBytes + " bytes refills less than one byte per period");
        }
    }

    /** A limit with the usual burst: what comes in one period. */
    public static RateLimit of(long bytesPerSecond) {
        return new RateLimit(bytesPerSecond, Math.max(1, bytesPerSecond / PERIODS_PER_SECOND));
    }

    long bytesPerPeriod() {
        return bytesPerSecond / PERIODS_PER_SECOND;
    }
}
