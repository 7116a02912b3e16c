package dev.magicsock.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling, with jitter, within fixed bounds (relay protocol section 13).
 *
 * <p>Attempt <i>n</i> waits a random time in [b, 2b] with b = min(minimum × 2<sup>n</sup>, maximum / 2). So many
 * clients of one relay that stopped do not come back in step, not even once all of them have reached the maximum.
 */
final class ReconnectBackoff {

    private final Duration minimum;
    private final Duration maximum;
    private Duration base;

    ReconnectBackoff(Duration minimum, Duration maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.base = minimum;
    }

    /** The wait before the next attempt; the one after that waits about twice as long. */
    Duration next(RandomGenerator random) {
        Duration wait = base.plusNanos(random.nextLong(base.toNanos() + 1));
        Duration doubled = base.multipliedBy(2);
        Duration cap = maximum.dividedBy(2);
        base = doubled.compareTo(cap) > 0 ? cap : doubled;
        return wait;
    }

    /** Starts over: the connection worked. */
    void reset() {
        base = minimum;
    }
}
