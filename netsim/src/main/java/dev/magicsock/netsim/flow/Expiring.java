package dev.magicsock.netsim.flow;

/**
 * Something that is dead from its deadline on.
 *
 * <p>Moving the deadline <em>later</em> is one assignment, which is what the packet path does; the queue notices when
 * the old deadline comes. Moving it earlier needs {@link ExpiryQueue#hasten}.
 */
public abstract class Expiring {

    /** Virtual time in nanoseconds from which on this is dead. */
    private long deadlineNanos;

    /** The deadline by which the queue has filed this; never later than {@link #deadlineNanos}. */
    long filedNanos;

    /** Position in the queue's heap, or -1. */
    int position = -1;

    protected Expiring(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    public final long deadlineNanos() {
        return deadlineNanos;
    }

    public final boolean isAlive(long nowNanos) {
        return nowNanos < deadlineNanos;
    }

    /** Moves the deadline to a later one; an earlier one changes nothing. */
    public final void extend(long newDeadlineNanos) {
        if (newDeadlineNanos > deadlineNanos) {
            deadlineNanos = newDeadlineNanos;
        }
    }

    final void setDeadline(long newDeadlineNanos) {
        deadlineNanos = newDeadlineNanos;
    }
}
