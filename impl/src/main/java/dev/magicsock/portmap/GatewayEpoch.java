package dev.magicsock.portmap;

import java.time.Duration;
import java.time.Instant;

/** Watches the seconds that a gateway counts since it began, which tell when it lost everything. */
final class GatewayEpoch {

    /** Both clocks tick in seconds, and packets take time. */
    private static final long TOLERANCE_SECONDS = 2;
    /** RFC 6887 section 8.5: clocks differ by less than one part in sixteen. */
    private static final int DRIFT = 16;

    private Instant seenAt;
    private long seconds;

    /** Takes another sight of it; true if the gateway must have begun anew in between (RFC 6887 section 8.5). */
    boolean hasRestarted(long nowSeconds, Instant now) {
        boolean restarted = seenAt != null && !isPlausible(nowSeconds, Duration.between(seenAt, now).toSeconds());
        seenAt = now;
        seconds = nowSeconds;
        return restarted;
    }

    private boolean isPlausible(long nowSeconds, long ours) {
        long theirs = nowSeconds - seconds;
        if (theirs < -1) {
            return false;
        }
        return ours + TOLERANCE_SECONDS >= theirs - theirs / DRIFT
                && theirs + TOLERANCE_SECONDS >= ours - ours / DRIFT;
    }
}
