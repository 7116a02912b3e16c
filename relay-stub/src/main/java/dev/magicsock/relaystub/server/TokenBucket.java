package dev.magicsock.relaystub.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The bytes that one client may still send: starts full, is refilled in whole periods, may be overdrawn by one read.
 */
final class TokenBucket {

    private static final long PERIOD_NANOS = RateLimit.REFILL_PERIOD.toNanos();

    private final RateLimit limit;
    private long level;
    private Instant refilledAt;

    TokenBucket(RateLimit limit, Instant now) {
        this.limit = limit;
        this.level = limit.maxBurstBytes();
        this.refilledAt = now;
    }

    /** Takes out what was read; if that empties the bucket, returns when it holds something again. */
    Optional<Instant> take(int bytes, Instant now) {
        refill(now);
        level -= bytes;
        if (level > 0) {
            return Optional.empty();
        }
        long periods = -level / limit.bytesPerPeriod() + 1;
        return Optional.of(refilledAt.plusNanos(periods * PERIOD_NANOS));
    }

    private void refill(Instant now) {
        long periods = refilledAt.until(now, ChronoUnit.NANOS) / PERIOD_NANOS;
        if (periods > 0) {
            // Beyond what fills the bucket more periods change nothing, and their product might overflow.
            long needed = (limit.maxBurstBytes() - level) / limit.bytesPerPeriod() + 1;
            level = Math.min(limit.maxBurstBytes(), level + Math.min(periods, needed) * limit.bytesPerPeriod());
            refilledAt = refilledAt.plusNanos(periods * PERIOD_NANOS);
        }
    }
}
