package dev.magicsock.netsim.host;

import java.time.Duration;
import java.time.Instant;

/**
 * The three clocks of a host, all derived from virtual time: a monotonic one that stands still during sleep, a
 * suspend-aware one that does not, and a wall clock that may be wrong.
 */
final class HostClocks {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MILLION = 1_000_000;
    /** Half as fast or half again as fast: beyond any real oscillator, and still far from overflow. */
    private static final long LARGEST_SKEW_PPM = 500_000;

    private long sleptNanos;
    private long asleepSince;

    private Instant wallAnchor;
    private long wallAnchorNanos;
    private long skewPpm;

    private long cachedNanos = -1;
    private Instant cached;

    /** @param wallStart what the wall clock shows at virtual time 0 */
    HostClocks(Instant wallStart) {
        wallAnchor = wallStart;
    }

    /** Monotonic time; the same object as long as time does not move. */
    Instant monotonic(long virtualNanos) {
        long own = virtualNanos - sleptNanos;
        if (own != cachedNanos) {
            cachedNanos = own;
            cached = instant(own);
        }
        return cached;
    }

    /** Monotonic time as nanoseconds since the start of the run. */
    long monotonicNanos(long virtualNanos) {
        return virtualNanos - sleptNanos;
    }

    /** Time since the start of the run, sleep included. */
    Instant suspendAware(long virtualNanos) {
        return instant(virtualNanos);
    }

    Instant wall(long virtualNanos) {
        long elapsed = virtualNanos - wallAnchorNanos;
        long gained = elapsed / MILLION * skewPpm + elapsed % MILLION * skewPpm / MILLION;
        return wallAnchor.plusNanos(elapsed + gained);
    }

    /** The virtual time at which the monotonic clock will show an instant, or {@link Long#MAX_VALUE} if never. */
    long virtualNanos(Instant monotonic) {
        long seconds = monotonic.getEpochSecond();
        if (seconds >= Long.MAX_VALUE / NANOS_PER_SECOND - sleptNanos / NANOS_PER_SECOND - 2) {
            return Long.MAX_VALUE;
        }
        return seconds < 0 ? 0 : seconds * NANOS_PER_SECOND + monotonic.getNano() + sleptNanos;
    }

    void stepWall(Duration step, long virtualNanos) {
        wallAnchor = wall(virtualNanos).plus(step);
        wallAnchorNanos = virtualNanos;
    }

    /** @param ppm how much faster than true time the wall clock runs from now on, in millionths; may be negative */
    void skewWall(long ppm, long virtualNanos) {
        if (Math.abs(ppm) > LARGEST_SKEW_PPM) {
            throw new IllegalArgumentException("clock skew of " + ppm + " ppm is beyond " + LARGEST_SKEW_PPM);
        }
        wallAnchor = wall(virtualNanos);
        wallAnchorNanos = virtualNanos;
        skewPpm = ppm;
    }

    void fallAsleep(long virtualNanos) {
        asleepSince = virtualNanos;
    }

    /** How long the sleep was that ends now. */
    Duration wakeUp(long virtualNanos) {
        long slept = virtualNanos - asleepSince;
        sleptNanos += slept;
        return Duration.ofNanos(slept);
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }
}
