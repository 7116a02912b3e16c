package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import java.time.Instant;
import java.util.ArrayDeque;

/** Frames that wait for the relay, first in first out, bounded in number and bytes. */
final class SendQueue {

    private final int maxFrames;
    private final int maxBytes;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int bytes;

    SendQueue(int maxFrames, int maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** A type-4 frame, whom it is for, and since when it waits. */
    record Entry(EndpointId destination, byte[] frame, Instant since) {
    }

    /** Appends an entry, or returns false when that would exceed a bound. */
    boolean offer(Entry entry) {
        if (entries.size() >= maxFrames || bytes > maxBytes - entry.frame().length) {
            return false;
        }
        entries.addLast(entry);
        bytes += entry.frame().length;
        return true;
    }

    /** The oldest entry, or null. */
    Entry peek() {
        return entries.peekFirst();
    }

    /** Removes the oldest entry; null if there is none. */
    Entry poll() {
        Entry entry = entries.pollFirst();
        if (entry != null) {
            bytes -= entry.frame().length;
        }
        return entry;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
