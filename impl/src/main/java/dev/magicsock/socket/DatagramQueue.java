package dev.magicsock.socket;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Datagrams that wait for the reader of one facade, oldest first. Thread-safe.
 *
 * <p>Bounded by its slots; at the bound a newcomer is refused, as the socket buffer of an operating system does it.
 * Slots keep their buffers, so a busy queue allocates nothing. A reader that reads the sockets itself gets what it
 * reads for this facade without a detour through a slot.
 */
final class DatagramQueue {

    /** Larger than any UDP payload on an Ethernet; larger datagrams are refused, which bounds the memory. */
    static final int MAX_DATAGRAM_BYTES = 2048;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PacketFiller filler = new PacketFiller();
    private final ByteBuffer[] payloads;
    private final InetSocketAddress[] sources;
    private int first;
    private int count;
    private boolean closed;
    private boolean nudged;
    private int followed;
    /** What the thread that reads the sockets for this queue waits to have filled; null if there is none. */
    private DatagramPacket expected;
    private Thread leader;
    private Runnable wakeLeader;

    /** What became of a datagram. */
    enum Offer {
        /** It waits for the reader. */
        TAKEN,
        /** All slots are taken. */
        FULL,
        /** It exceeds {@link #MAX_DATAGRAM_BYTES}. */
        TOO_LARGE,
        /** There is no reader any more. */
        CLOSED
    }

    /** What became of the wait for one. */
    enum Poll {
        /** The reader got one. */
        READ,
        /** None came in time. */
        TIMED_OUT,
        /** The queue was closed. */
        CLOSED,
        /** The thread was interrupted and minds. */
        INTERRUPTED,
        /** Somebody wants the thread to look whether it can read the sockets itself. */
        NUDGED,
        /** There is none yet. */
        WAITING
    }

    DatagramQueue(int slots) {
        payloads = new ByteBuffer[slots];
        sources = new InetSocketAddress[slots];
    }

    /** Adds a datagram, the remaining bytes of {@code payload}, whose position stays. */
    Offer offer(InetSocketAddress source, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > MAX_DATAGRAM_BYTES) {
            return Offer.TOO_LARGE;
        }
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (expected != null && count == 0 && leader == Thread.currentThread()) {
                filler.fill(expected, source, payload);
                expected = null;
                return Offer.TAKEN;
            }
            if (count == payloads.length) {
                return Offer.FULL;
            }
            store((first + count) % payloads.length, source, payload, length);
            count++;
            wakeReader();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    private void store(int slot, InetSocketAddress source, ByteBuffer payload, int length) {
        if (payloads[slot] == null) {
            payloads[slot] = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
        }
        payloads[slot].clear().put(0, payload, payload.position(), length).limit(length);
        sources[slot] = source;
    }

    private void wakeReader() {
        changed.signal();
        if (wakeLeader != null && leader != Thread.currentThread()) {
            wakeLeader.run();
        }
    }

    /**
     * Waits for the oldest datagram.
     *
     * @param nanos         how long at most; 0 for ever
     * @param interruptible whether an interrupt ends the wait; else it is kept for later
     */
    Poll poll(DatagramPacket into, long nanos, boolean interruptible) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = nanos;
            while (count == 0 && !closed) {
                if (nudged) {
                    nudged = false;
                    return Poll.NUDGED;
                }
                if (nanos > 0 && left <= 0) {
                    return Poll.TIMED_OUT;
                }
                try {
                    left = await(nanos, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (interruptible) {
                        return Poll.INTERRUPTED;
                    }
                }
            }
            if (closed) {
                return Poll.CLOSED;
            }
            take(into);
            followed++;
            return Poll.READ;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long await(long nanos, long left) throws InterruptedException {
        if (nanos == 0) {
            changed.await();
            return 0;
        }
        return changed.awaitNanos(left);
    }

    private void take(DatagramPacket into) {
        int slot = first;
        first = (first + 1) % payloads.length;
        count--;
        filler.fill(into, sources[slot], payloads[slot]);
        if (count > 0) {
            changed.signal();
        }
    }

    /** Makes a thread in {@link #poll}, or the next one that waits there, return {@link Poll#NUDGED}. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many datagrams were taken out by {@link #poll} since the last {@link #begin}. */
    int followed() {
        lock.lock();
        try {
            return followed;
        } finally {
            lock.unlock();
        }
    }

    // A reader that reads the sockets itself

    /**
     * The calling thread starts to read the sockets until {@link #end}: what it offers meanwhile goes straight into the
     * packet.
     *
     * @param wake wakes the thread when somebody else offers something or closes the queue
     * @return {@link Poll#READ} if something was there, {@link Poll#CLOSED}, or {@link Poll#WAITING}
     */
    Poll begin(DatagramPacket into, Runnable wake) {
        lock.lock();
        try {
            followed = 0;
            expected = into;
            leader = Thread.currentThread();
            wakeLeader = wake;
            return state();
        } finally {
            lock.unlock();
        }
    }

    /** What has become of the packet given to {@link #begin}: read, closed, or waiting. Only for its thread. */
    Poll state() {
        lock.lock();
        try {
            if (closed) {
                return Poll.CLOSED;
            }
            if (expected != null && count > 0) {
                take(expected);
                expected = null;
            }
            return expected == null ? Poll.READ : Poll.WAITING;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the packet given to {@link #begin} was filled. Only for its thread, which alone fills it. */
    boolean isServed() {
        return expected == null;
    }

    /** The thread does not read the sockets any more. */
    void end() {
        lock.lock();
        try {
            expected = null;
            leader = null;
            wakeLeader = null;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes fit at most. */
    int capacityBytes() {
        return payloads.length * MAX_DATAGRAM_BYTES;
    }

    /** Wakes every reader; nothing can be added or read from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            count = 0;
            changed.signalAll();
            if (wakeLeader != null) {
                wakeLeader.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
