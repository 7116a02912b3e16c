package dev.magicsock.netsim.flow;

import java.util.Arrays;

/**
 * Finds what has expired, exactly and without a look at what has not.
 *
 * <p>A binary heap by the deadline that an entry had when it was last filed. An entry whose deadline has moved on since
 * is filed again when its old one comes, so it costs one heap operation per lifetime however often it is refreshed.
 * Whoever is about to depend on what is free calls {@link #pollExpired} until it returns null; the work was paid for,
 * entry by entry, when the entries were added. Not thread-safe.
 *
 * @param <E> what it holds
 */
public final class ExpiryQueue<E extends Expiring> {

    private static final int INITIAL_CAPACITY = 16;

    private Expiring[] heap = new Expiring[INITIAL_CAPACITY];
    private int size;

    public int size() {
        return size;
    }

    /** Files an entry that is in no queue. */
    public void add(E entry) {
        if (entry.position >= 0) {
            throw new IllegalStateException("the entry is filed already");
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        entry.filedNanos = entry.deadlineNanos();
        siftUp(size++, entry);
    }

    /** Files an entry that is in no queue under a new deadline, which may be earlier or later than its old one. */
    public void addUntil(E entry, long deadlineNanos) {
        entry.setDeadline(deadlineNanos);
        add(entry);
    }

    /** Moves the deadline of an entry of this queue to an earlier one; a later one changes nothing. */
    public void hasten(E entry, long deadlineNanos) {
        if (deadlineNanos < entry.deadlineNanos()) {
            entry.setDeadline(deadlineNanos);
            if (deadlineNanos < entry.filedNanos) {
                entry.filedNanos = deadlineNanos;
                siftUp(entry.position, entry);
            }
        }
    }

    /** Takes an entry out before its time; an entry that is in no queue stays so. */
    public void remove(E entry) {
        int hole = entry.position;
        if (hole < 0) {
            return;
        }
        entry.position = -1;
        Expiring last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            siftDown(hole, last);
            siftUp(last.position, last);
        }
    }

    /** Takes out the entry whose deadline came first, or returns null when none has come. */
    @SuppressWarnings("unchecked")
    public E pollExpired(long nowNanos) {
        while (size > 0 && heap[0].filedNanos <= nowNanos) {
            E first = (E) heap[0];
            if (first.filedNanos == first.deadlineNanos()) {
                remove(first);
                return first;
            }
            first.filedNanos = first.deadlineNanos();
            siftDown(0, first);
        }
        return null;
    }

    private void siftUp(int start, Expiring entry) {
        int hole = start;
        while (hole > 0 && heap[hole - 1 >>> 1].filedNanos > entry.filedNanos) {
            place(hole, heap[hole - 1 >>> 1]);
            hole = hole - 1 >>> 1;
        }
        place(hole, entry);
    }

    private void siftDown(int start, Expiring entry) {
        int hole = start;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && heap[child + 1].filedNanos < heap[child].filedNanos) {
                child++;
            }
            if (heap[child].filedNanos >= entry.filedNanos) {
                break;
            }
            place(hole, heap[child]);
            hole = child;
        }
        place(hole, entry);
    }

    private void place(int at, Expiring entry) {
        heap[at] = entry;
        entry.position = at;
    }
}
