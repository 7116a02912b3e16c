package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;

/** Drives hole punching towards one remote. Pure: no I/O, no clock, not thread-safe. */
public interface Puncher {

    /**
     * Handles what happened. {@code view} and {@code actions} are to be used only during this call, and no action makes
     * an event at once.
     *
     * @param event   what happened
     * @param view    what is known by now
     * @param actions what can be done about it
     * @param now     never earlier than in an earlier call
     */
    void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now);

    /** When {@link PunchEvent.DeadlineReached} is wanted; empty to sleep until something else happens. */
    Optional<Deadline> nextDeadline();
}
