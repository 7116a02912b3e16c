package dev.magicsock.core;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The alarms of all remotes and relays in a heap: the next one is known at once and each can be moved in logarithmic
 * time, so that no packet ever costs a look at all remotes. Not thread-safe.
 */
final class Alarms {

    private Alarm[] heap = new Alarm[16];
    private int size;
    private long sequence;

    /** Sets or moves an alarm; {@code null} clears it. */
    void set(Alarm alarm, Instant at) {
        if (at == null) {
            clear(alarm);
            return;
        }
        if (alarm.slot >= 0 && alarm.at.equals(at)) {
            return;
        }
        alarm.at = at;
        alarm.sequence = sequence++;
        if (alarm.slot < 0) {
            append(alarm);
        } else {
            siftDown(alarm.slot);
        }
        siftUp(alarm.slot);
    }

    /** Moves an alarm to an earlier instant, or sets it; a later instant changes nothing. */
    void setNoLaterThan(Alarm alarm, Instant at) {
        if (alarm.slot < 0 || at.isBefore(alarm.at)) {
            set(alarm, at);
        }
    }

    /** Clears an alarm; one that is not set stays so. */
    void clear(Alarm alarm) {
        int slot = alarm.slot;
        if (slot < 0) {
            return;
        }
        alarm.slot = -1;
        Alarm last = heap[--size];
        heap[size] = null;
        if (last != alarm) {
            put(last, slot);
            siftDown(slot);
            siftUp(last.slot);
        }
    }

    /** When the next alarm rings. */
    Optional<Deadline> next() {
        return size == 0 ? Optional.empty() : Optional.of(new Deadline(heap[0].at, heap[0].reason()));
    }

    /** When the next alarm rings; {@link Instant#MAX} if none is set. */
    Instant nextAt() {
        return size == 0 ? Instant.MAX : heap[0].at;
    }

    /**
     * Rings what is due, in order of time. Alarms that are set while others ring wait for the next call, so that an
     * alarm which keeps setting itself for now cannot hold the caller for ever.
     */
    void ringDue(Instant now) {
        long limit = sequence;
        while (size > 0 && !heap[0].at.isAfter(now) && heap[0].sequence < limit) {
            Alarm due = heap[0];
            clear(due);
            due.ring(now);
        }
    }

    private void append(Alarm alarm) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        put(alarm, size++);
    }

    private void siftUp(int from) {
        Alarm alarm = heap[from];
        int slot = from;
        while (slot > 0 && alarm.precedes(heap[(slot - 1) / 2])) {
            put(heap[(slot - 1) / 2], slot);
            slot = (slot - 1) / 2;
        }
        put(alarm, slot);
    }

    private void siftDown(int from) {
        Alarm alarm = heap[from];
        int slot = from;
        for (int child = 2 * slot + 1; child < size; child = 2 * slot + 1) {
            if (child + 1 < size && heap[child + 1].precedes(heap[child])) {
                child++;
            }
            if (!heap[child].precedes(alarm)) {
                break;
            }
            put(heap[child], slot);
            slot = child;
        }
        put(alarm, slot);
    }

    private void put(Alarm alarm, int slot) {
        heap[slot] = alarm;
        alarm.slot = slot;
    }
}
