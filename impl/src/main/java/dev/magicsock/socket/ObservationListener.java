package dev.magicsock.socket;

import dev.magicsock.core.Observation;
import java.time.Instant;

/**
 * Hears what a hub's core tells about itself.
 *
 * <p>Called from the hub's own thread, in order, and without a lock: it may call the hub, but must not wait, since
 * nothing is received meanwhile.
 */
@FunctionalInterface
public interface ObservationListener {

    /** @param at the wall clock at the time of the observation */
    void observed(Observation observation, Instant at);
}
