package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;

/** Drives hole punching towards one remote. Pure: no I/O, no clock, not thread-safe. */
public interface Puncher {

    /**
     * Handles what happened.
     *
     * @param trigger what happened
     * @param actions what can be done about it; to be called only during this call
     * @param now     never earlier than in an earlier call
     */
    void handle(PunchTrigger trigger, PunchActions actions, Instant now);

    /** When {@link PunchTrigger#DEADLINE} is wanted. */
    Optional<Deadline> nextDeadline();
}
