package dev.magicsock.netsim.host;

import java.time.Instant;
import java.util.Optional;

/**
 * What runs on a simulated host: a state machine without sockets, threads or clocks of its own.
 *
 * <p>The simulator calls {@link #handle} with one event at a time and asks {@link #nextDeadline} afterwards; when that
 * instant comes it delivers {@link HostEvent.DeadlineReached}. A program acts only through the {@link Host} that it is
 * handed, and only while it handles an event. It must not read clocks or ambient randomness and needs no locks: all
 * programs of one network run on one thread.
 */
public interface Program {

    /**
     * Handles one event.
     *
     * @param event what happened
     * @param host  the host it happened on, for sending and for opening sockets
     * @param now   the host's monotonic time; a run starts at {@link Instant#EPOCH}
     */
    void handle(HostEvent event, Host host, Instant now);

    /**
     * The instant at which the program wants {@link HostEvent.DeadlineReached}, or empty. Read after every
     * {@link #handle}; an instant that has passed already is delivered at once, after the events that are due now.
     */
    default Optional<Instant> nextDeadline() {
        return Optional.empty();
    }
}
