package dev.magicsock.bench;

/**
 * The least that a discrete-event network can do, as a fixed measure for all others: a plain array binary heap
 * ordered by (time, sequence number), in which every packet makes three hops, and one lookup per packet in an
 * open-addressing table.
 *
 * <p>Nothing is sent, copied, translated or counted here beyond that. Deliberately plain: it is a yardstick, and a
 * yardstick must not change when somebody gets cleverer.
 */
public final class EventLoopLimit {

    /** How often each packet is scheduled. */
    public static final int HOPS = 3;

    private static final long HOP_NANOS = 20_000;
    private static final long HASH_FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final long[] times;
    private final long[] sequences;
    private final int[] heap;
    private int size;

    private final int[] hopsOf;
    private final long[] flowOf;

    private final long[] keys;
    private final long[] values;
    private final int flows;

    private long sequence;
    private long found;

    /**
     * @param inFlight packets on their way at any time
     * @param flows    keys in the table, which packets use in turn
     */
    public EventLoopLimit(int inFlight, int flows) {
        this.flows = flows;
        times = new long[inFlight];
        sequences = new long[inFlight];
        heap = new int[inFlight];
        hopsOf = new int[inFlight];
        flowOf = new long[inFlight];
        keys = new long[Integer.highestOneBit(flows) * 4];
        values = new long[keys.length];
        for (int flow = 1; flow <= flows; flow++) {
            int slot = slotOf(flow);
            keys[slot] = flow;
            values[slot] = flow;
        }
        for (int packet = 0; packet < inFlight; packet++) {
            flowOf[packet] = 1 + packet % flows;
            push(packet, packet * HOP_NANOS * HOPS / inFlight);
        }
    }

    /**
     * Brings this many packets over all their hops; the sum of what was looked up keeps the work from being
     * skipped.
     */
    public long run(int packets) {
        int arrived = 0;
        while (arrived < packets) {
            int packet = heap[0];
            long now = times[0];
            pop();
            if (++hopsOf[packet] == 1) {
                found += values[slotOf(flowOf[packet])];
            } else if (hopsOf[packet] == HOPS) {
                arrived++;
                hopsOf[packet] = 0;
                flowOf[packet] = 1 + flowOf[packet] % flows;
            }
            push(packet, now + HOP_NANOS);
        }
        return found;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * HASH_FACTOR >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void push(int packet, long time) {
        long order = sequence++;
        int slot = size++;
        while (slot > 0) {
            int parent = slot - 1 >> 1;
            if (!isBefore(time, order, parent)) {
                break;
            }
            copy(parent, slot);
            slot = parent;
        }
        set(slot, packet, time, order);
    }

    private void pop() {
        int last = --size;
        int packet = heap[last];
        long time = times[last];
        long order = sequences[last];
        int slot = 0;
        while (2 * slot + 1 < last) {
            int child = 2 * slot + 1;
            if (child + 1 < last && isBefore(times[child + 1], sequences[child + 1], child)) {
                child++;
            }
            if (isBefore(time, order, child)) {
                break;
            }
            copy(child, slot);
            slot = child;
        }
        set(slot, packet, time, order);
    }

    private boolean isBefore(long time, long order, int slot) {
        return time < times[slot] || time == times[slot] && order < sequences[slot];
    }

    private void copy(int from, int to) {
        set(to, heap[from], times[from], sequences[from]);
    }

    private void set(int slot, int packet, long time, long order) {
        heap[slot] = packet;
        times[slot] = time;
        sequences[slot] = order;
    }
}
