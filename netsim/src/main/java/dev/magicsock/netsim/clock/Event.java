package dev.magicsock.netsim.clock;

/**
 * Something that waits in an {@link EventQueue} for its time, at most once at any time.
 *
 * <p>The event remembers its place in the queue, so that moving or cancelling it needs no search and leaves no garbage.
 */
public abstract class Event {

    static final int NOT_QUEUED = -1;

    int index = NOT_QUEUED;

    /** True while this event waits in a queue. */
    public final boolean isScheduled() {
        return index != NOT_QUEUED;
    }

    /**
     * The time has come. The event is out of the queue already and may schedule itself again.
     *
     * @param nowNanos the current virtual time
     */
    protected abstract void fire(long nowNanos);
}
