package dev.magicsock.punch;

import java.time.Instant;

/** One way of getting through that begins, lasts a while and ends. Pure, not thread-safe. */
interface Tactic {

    /** Hears what happens while it runs; nothing otherwise. Deadlines may come early. */
    void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now);

    /** When it wants {@link PunchEvent.DeadlineReached}; null if it does not. */
    Instant next();

    /** Whether it has begun and not ended. */
    boolean isRunning();

    /** Ends it and gives back what it holds. */
    void stop(PunchActions actions);
}
