package dev.magicsock.netsim.element;

import dev.magicsock.netsim.clock.Event;
import dev.magicsock.netsim.clock.EventQueue;
import dev.magicsock.netsim.packet.Packet;

/**
 * Packets under way to one element, each with the time at which it arrives there.
 *
 * <p>A ring kept in the order (time, sequence number), with a single entry in the event queue for its first packet. A
 * packet takes its sequence number when it is added, so the order of arrivals is exactly as if every packet were an
 * event of its own, yet the queue stays as short as there are busy lines. Adding behind the last packet costs nothing;
 * adding before others moves those.
 */
public final class DelayLine extends Event {

    /** What one line keeps at most: some 10 s of a gigabit link full of small packets. */
    public static final int MAX_PACKETS = 1 << 20;

    /** Small, because most lines of a large network carry a packet now and then, and caches are small too. */
    private static final int FIRST_CAPACITY = 4;

    private final EventQueue queue;
    private final Element target;
    private final int port;

    private Packet[] packets = new Packet[FIRST_CAPACITY];
    /** Time and sequence of slot {@code i} at {@code 2i} and {@code 2i + 1}. */
    private long[] keys = new long[2 * FIRST_CAPACITY];
    private int head;
    private int size;

    /** @param port by which port of the target packets come in */
    public DelayLine(EventQueue queue, Element target, int port) {
        this.queue = queue;
        this.target = target;
        this.port = port;
    }

    /** How many packets are under way. */
    public int size() {
        return size;
    }

    /** True if another packet would exceed {@link #MAX_PACKETS}. */
    public boolean isFull() {
        return size == MAX_PACKETS;
    }

    /**
     * Adds a packet, which arrives behind all that arrive at the same time. The line must not be full.
     *
     * @throws IllegalArgumentException if the time has passed
     */
    public void add(Packet packet, long arrivalNanos) {
        if (size == packets.length) {
            grow();
        }
        int mask = packets.length - 1;
        int slot = head + size & mask;
        int ahead = size++;
        while (ahead > 0 && keys[2 * (slot - 1 & mask)] > arrivalNanos) {
            int previous = slot - 1 & mask;
            put(slot, packets[previous], keys[2 * previous], keys[2 * previous + 1]);
            slot = previous;
            ahead--;
        }
        long sequence = queue.nextSequence();
        put(slot, packet, arrivalNanos, sequence);
        if (ahead == 0) {
            queue.schedule(this, arrivalNanos, sequence);
        }
    }

    /** Takes out the packet that would arrive next, before its time, or null if there is none. */
    public Packet removeFirst() {
        if (size == 0) {
            return null;
        }
        Packet packet = takeHead();
        if (size == 0) {
            queue.cancel(this);
        } else {
            scheduleHead();
        }
        return packet;
    }

    @Override
    protected void fire(long nowNanos) {
        Packet packet = takeHead();
        if (size > 0) {
            scheduleHead();
        }
        target.receive(packet, port, nowNanos);
    }

    private Packet takeHead() {
        Packet packet = packets[head];
        packets[head] = null;
        head = head + 1 & packets.length - 1;
        size--;
        return packet;
    }

    private void scheduleHead() {
        queue.schedule(this, keys[2 * head], keys[2 * head + 1]);
    }

    private void put(int slot, Packet packet, long time, long sequence) {
        packets[slot] = packet;
        keys[2 * slot] = time;
        keys[2 * slot + 1] = sequence;
    }

    private void grow() {
        int capacity = packets.length;
        Packet[] morePackets = new Packet[2 * capacity];
        long[] moreKeys = new long[4 * capacity];
        for (int i = 0; i < size; i++) {
            int slot = head + i & capacity - 1;
            morePackets[i] = packets[slot];
            moreKeys[2 * i] = keys[2 * slot];
            moreKeys[2 * i + 1] = keys[2 * slot + 1];
        }
        packets = morePackets;
        keys = moreKeys;
        head = 0;
    }
}
