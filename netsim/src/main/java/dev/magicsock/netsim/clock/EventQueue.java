package dev.magicsock.netsim.clock;

import java.util.Arrays;

/**
 * The one event queue of a network: a binary heap ordered by (time, sequence number), and with it the virtual clock.
 *
 * <p>Events that are due at the same nanosecond fire in the order in which they were scheduled. Keys lie in a primitive
 * array beside the events, so that keeping order touches no event but those that move.
 *
 * <p>While an event fires, its slot at the top stays open: the next event that is scheduled takes it, which saves most
 * events one of two trips through the heap.
 *
 * <p>Not thread-safe: one network, one thread.
 */
public final class EventQueue {

    private static final int FIRST_CAPACITY = 64;

    /** Time and sequence of slot {@code i} at {@code 2i} and {@code 2i + 1}. */
    private long[] keys = new long[2 * FIRST_CAPACITY];
    private Event[] events = new Event[FIRST_CAPACITY];
    private int size;
    private boolean topIsOpen;
    private long now;
    private long sequence;

    /** Virtual time in nanoseconds since the start of the run. */
    public long now() {
        return now;
    }

    /** Number of events that wait. */
    public int size() {
        return topIsOpen ? size - 1 : size;
    }

    /** The next sequence number; each is handed out once. */
    public long nextSequence() {
        return sequence++;
    }

    /**
     * Schedules an event behind all others of the same time, or moves it if it waits already.
     *
     * @throws IllegalArgumentException if the time has passed
     */
    public void schedule(Event event, long timeNanos) {
        schedule(event, timeNanos, sequence++);
    }

    /**
     * Schedules an event at a place that was taken earlier with {@link #nextSequence}, or moves it if it waits already.
     *
     * @throws IllegalArgumentException if the time has passed
     */
    public void schedule(Event event, long timeNanos, long sequenceNumber) {
        if (timeNanos < now) {
            throw new IllegalArgumentException("cannot schedule " + event + " at " + timeNanos + " ns: it is " + now
                    + " ns already");
        }
        if (event.index != Event.NOT_QUEUED) {
            move(event, timeNanos, sequenceNumber);
        } else if (topIsOpen) {
            topIsOpen = false;
            siftDown(0, event, timeNanos, sequenceNumber);
        } else {
            if (size == events.length) {
                grow();
            }
            siftUp(size++, event, timeNanos, sequenceNumber);
        }
    }

    /** Takes an event out of the queue; does nothing if it does not wait. */
    public void cancel(Event event) {
        int slot = event.index;
        if (slot != Event.NOT_QUEUED) {
            event.index = Event.NOT_QUEUED;
            removeSlot(slot);
        }
    }

    /**
     * Fires every event that is due up to and including a time, also those scheduled meanwhile, and leaves the clock
     * at it.
     *
     * @param limitNanos not before {@link #now}
     */
    public void runUntil(long limitNanos) {
        while (fireNext(limitNanos)) {
            continue;
        }
        now = Math.max(now, limitNanos);
    }

    /**
     * Fires the next event if it is due.
     *
     * @return whether there was one at or before the limit
     */
    public boolean fireNext(long limitNanos) {
        closeTop();
        if (size == 0 || keys[0] > limitNanos) {
            return false;
        }
        Event event = events[0];
        now = keys[0];
        event.index = Event.NOT_QUEUED;
        topIsOpen = true;
        event.fire(now);
        return true;
    }

    private void closeTop() {
        if (topIsOpen) {
            topIsOpen = false;
            removeSlot(0);
        }
    }

    private void removeSlot(int slot) {
        int last = --size;
        Event moved = events[last];
        long time = keys[2 * last];
        long order = keys[2 * last + 1];
        events[last] = null;
        if (slot < last) {
            settle(slot, moved, time, order);
        }
    }

    private void move(Event event, long time, long order) {
        settle(event.index, event, time, order);
    }

    /** Puts an event into a free slot and lets it rise or sink from there. */
    private void settle(int slot, Event event, long time, long order) {
        int parent = (slot - 1) >> 1;
        if (slot > 0 && before(time, order, parent)) {
            siftUp(slot, event, time, order);
        } else {
            siftDown(slot, event, time, order);
        }
    }

    private void siftUp(int from, Event event, long time, long order) {
        int slot = from;
        while (slot > 0) {
            int parent = (slot - 1) >> 1;
            if (!before(time, order, parent)) {
                break;
            }
            place(slot, events[parent], keys[2 * parent], keys[2 * parent + 1]);
            slot = parent;
        }
        place(slot, event, time, order);
    }

    private void siftDown(int from, Event event, long time, long order) {
        int slot = from;
        int firstLeaf = size >> 1;
        while (slot < firstLeaf) {
            int child = 2 * slot + 1;
            int right = child + 1;
            if (right < size && before(keys[2 * right], keys[2 * right + 1], child)) {
                child = right;
            }
            if (!before(keys[2 * child], keys[2 * child + 1], time, order)) {
                break;
            }
            place(slot, events[child], keys[2 * child], keys[2 * child + 1]);
            slot = child;
        }
        place(slot, event, time, order);
    }

    private boolean before(long time, long order, int slot) {
        return before(time, order, keys[2 * slot], keys[2 * slot + 1]);
    }

    private static boolean before(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }

    private void place(int slot, Event event, long time, long order) {
        keys[2 * slot] = time;
        keys[2 * slot + 1] = order;
        events[slot] = event;
        event.index = slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        events = Arrays.copyOf(events, 2 * events.length);
    }
}
