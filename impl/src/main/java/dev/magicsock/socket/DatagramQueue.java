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
 * Slots keep their arrays, so a busy queue allocates nothing.
 */
final class DatagramQueue {

    /** Larger than any UDP payload on an Ethernet; larger datagrams are refused, which bounds the memory. */
    static final int MAX_DATAGRAM_BYTES = 2048;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[][] payloads;
    private final int[] lengths;
    private final InetSocketAddress[] sources;
    private int first;
    private int count;
    private boolean closed;

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

    /** Takes a datagram out; called with the queue locked. */
    interface Reader {
        /** @param payload holds the datagram from its start; valid during the call */
        void read(DatagramPacket into, InetSocketAddress source, byte[] payload, int length);
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
        INTERRUPTED
    }

    DatagramQueue(int slots) {
        payloads = new byte[slots][];
        lengths = new int[slots];
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
            if (count == payloads.length) {
                return Offer.FULL;
            }
            store((first + count) % payloads.length, source, payload, length);
            count++;
            changed.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    private void store(int slot, InetSocketAddress source, ByteBuffer payload, int length) {
        if (payloads[slot] == null) {
            payloads[slot] = new byte[MAX_DATAGRAM_BYTES];
        }
        payload.get(payload.position(), payloads[slot], 0, length);
        lengths[slot] = length;
        sources[slot] = source;
    }

    /**
     * Waits for the oldest datagram.
     *
     * @param nanos         how long at most; 0 for ever
     * @param interruptible whether an interrupt ends the wait; else it is kept for later
     */
    Poll poll(Reader reader, DatagramPacket into, long nanos, boolean interruptible) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = nanos;
            while (count == 0 && !closed) {
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
            take(reader, into);
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

    private void take(Reader reader, DatagramPacket into) {
        int slot = first;
        first = (first + 1) % payloads.length;
        count--;
        reader.read(into, sources[slot], payloads[slot], lengths[slot]);
        if (count > 0) {
            changed.signal();
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
        } finally {
            lock.unlock();
        }
    }
}
