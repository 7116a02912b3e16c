package dev.magicsock.netsim.link;

import java.util.Arrays;

/**
 * Bandwidth and the drop-tail queue in front of it.
 *
 * <p>When a packet leaves is known when it comes, so nothing needs to wait here: the bottleneck remembers when each
 * packet begins to be sent, and those that have not begun are the queue.
 */
final class Bottleneck {

    /** Answer of {@link #admit} when the queue has no room. */
    static final long FULL = -1;

    private static final int FIRST_CAPACITY = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long bitsPerSecond;
    private final long maxPackets;
    private final long maxBytes;

    /** When the waiting packets begin to be sent, and their sizes: a ring. */
    private long[] begins = new long[FIRST_CAPACITY];
    private int[] sizes = new int[FIRST_CAPACITY];
    private int head;
    private int waiting;
    private long waitingBytes;
    private long busyUntil;

    /** @param busyUntil when what was sent before these conditions will be through */
    Bottleneck(long bitsPerSecond, QueueLimit limit, long busyUntil) {
        this.bitsPerSecond = bitsPerSecond;
        this.maxPackets = limit instanceof QueueLimit.Packets packets ? packets.count() : Integer.MAX_VALUE;
        this.maxBytes = limit instanceof QueueLimit.Bytes bytes ? bytes.count() : Long.MAX_VALUE;
        this.busyUntil = busyUntil;
    }

    /** Sizes of the packets that waited when the last one came, that one included; 0 where it did not have to wait. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** When everything that was admitted will be through. */
    long busyUntil() {
        return busyUntil;
    }

    /** Sends nothing before that time. */
    void holdUntil(long timeNanos) {
        busyUntil = Math.max(busyUntil, timeNanos);
    }

    /** The time at which the last bit of a packet that comes now has left, or {@link #FULL}. */
    long admit(int sizeBytes, long now) {
        forgetBegun(now);
        long begin = Math.max(now, busyUntil);
        if (begin > now) {
            if (waiting >= maxPackets || waitingBytes + sizeBytes > maxBytes) {
                return FULL;
            }
            remember(begin, sizeBytes);
        }
        busyUntil = begin + serializationNanos(sizeBytes, bitsPerSecond);
        return busyUntil;
    }

    /** Rounded up to the nanosecond. */
    static long serializationNanos(int sizeBytes, long bitsPerSecond) {
        long bits = 8L * sizeBytes;
        return (bits * NANOS_PER_SECOND + bitsPerSecond - 1) / bitsPerSecond;
    }

    private void forgetBegun(long now) {
        while (waiting > 0 && begins[head] <= now) {
            waitingBytes -= sizes[head];
            head = head + 1 & begins.length - 1;
            waiting--;
        }
    }

    private void remember(long begin, int sizeBytes) {
        if (waiting == begins.length) {
            grow();
        }
        int slot = head + waiting++ & begins.length - 1;
        begins[slot] = begin;
        sizes[slot] = sizeBytes;
        waitingBytes += sizeBytes;
    }

    private void grow() {
        long[] oldBegins = begins;
        int[] oldSizes = sizes;
        begins = Arrays.copyOf(oldBegins, 2 * oldBegins.length);
        sizes = Arrays.copyOf(oldSizes, 2 * oldSizes.length);
        for (int i = 0; i < waiting; i++) {
            int slot = head + i & oldBegins.length - 1;
            begins[i] = oldBegins[slot];
            sizes[i] = oldSizes[slot];
        }
        head = 0;
    }
}
