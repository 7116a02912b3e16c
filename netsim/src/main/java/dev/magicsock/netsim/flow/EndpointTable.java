package dev.magicsock.netsim.flow;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;

/**
 * A hash table from a pair to a value, for what is known about two endpoints.
 *
 * <p>On the packet path both parts of a pair are {@link IpEndpoint}s. Elsewhere they may be anything with an
 * {@code equals} and a {@code hashCode} that depends on values alone, such as an {@link IpAddress}; the second may be
 * null for none.
 *
 * <p>Open addressing with linear probing over flat arrays, at most half full, and backward-shift deletion, so that
 * lookups never walk over graves. It grows by doubling and never shrinks; the user bounds the number of entries. There
 * is no iteration, so no hash order can reach a trace. Not thread-safe.
 *
 * @param <V> what is kept; never null
 */
public final class EndpointTable<V> {

    /** Most tables of a simulation hold a handful of flows. */
    private static final int INITIAL_CAPACITY = 16;

    /** One slot is three neighbours in {@link #slots}: first, second, value. */
    private static final int STRIDE = 3;

    private int[] hashes = new int[INITIAL_CAPACITY];
    private Object[] slots = new Object[INITIAL_CAPACITY * STRIDE];
    private int mask = INITIAL_CAPACITY - 1;
    private int size;

    public int size() {
        return size;
    }

    /** The value under a pair of endpoints, or null; the way of every packet. */
    @SuppressWarnings("unchecked")
    public V find(IpEndpoint first, IpEndpoint second) {
        int hash = hash(first.hashCode(), second.hashCode());
        Object[] table = slots;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            int at = i * STRIDE;
            Object value = table[at + 2];
            if (value == null) {
                return null;
            }
            if (hashes[i] == hash && first.equals(table[at]) && second.equals(table[at + 1])) {
                return (V) value;
            }
        }
    }

    /** The value under a pair of any kind, or null. */
    @SuppressWarnings("unchecked")
    public V findPart(Object first, Object second) {
        int i = slotOf(first, second);
        return i < 0 ? null : (V) slots[i * STRIDE + 2];
    }

    /** Puts a value under a pair that has none. */
    public void add(Object first, Object second, V value) {
        if ((size + 1) * 2 > hashes.length) {
            grow();
        }
        insert(hash(first.hashCode(), partHash(second)), first, second, value);
        size++;
    }

    /** Removes the value under a pair if it is the very object given; returns whether it did. */
    public boolean remove(Object first, Object second, V value) {
        int i = slotOf(first, second);
        if (i < 0 || slots[i * STRIDE + 2] != value) {
            return false;
        }
        closeGap(i);
        size--;
        return true;
    }

    /** Puts {@code replacement} where {@code value} is, under a pair that has it. */
    public void replace(Object first, Object second, V value, V replacement) {
        int i = slotOf(first, second);
        if (i < 0 || slots[i * STRIDE + 2] != value) {
            throw new IllegalStateException("no such entry under " + first + " and " + second);
        }
        slots[i * STRIDE + 2] = replacement;
    }

    private int slotOf(Object first, Object second) {
        int hash = hash(first.hashCode(), partHash(second));
        for (int i = hash & mask; slots[i * STRIDE + 2] != null; i = i + 1 & mask) {
            if (hashes[i] == hash && first.equals(slots[i * STRIDE]) && samePart(second, slots[i * STRIDE + 1])) {
                return i;
            }
        }
        return -1;
    }

    private void insert(int hash, Object first, Object second, Object value) {
        int i = hash & mask;
        while (slots[i * STRIDE + 2] != null) {
            i = i + 1 & mask;
        }
        fill(i, hash, first, second, value);
    }

    private void fill(int i, int hash, Object first, Object second, Object value) {
        hashes[i] = hash;
        slots[i * STRIDE] = first;
        slots[i * STRIDE + 1] = second;
        slots[i * STRIDE + 2] = value;
    }

    /** Moves every entry behind the gap that may not be reached past it (Knuth, volume 3, section 6.4, algorithm R). */
    private void closeGap(int start) {
        int gap = start;
        for (int i = gap + 1 & mask; slots[i * STRIDE + 2] != null; i = i + 1 & mask) {
            int home = hashes[i] & mask;
            boolean reachesOverGap = (i - home & mask) >= (i - gap & mask);
            if (reachesOverGap) {
                fill(gap, hashes[i], slots[i * STRIDE], slots[i * STRIDE + 1], slots[i * STRIDE + 2]);
                gap = i;
            }
        }
        fill(gap, 0, null, null, null);
    }

    private void grow() {
        int[] oldHashes = hashes;
        Object[] oldSlots = slots;
        hashes = new int[oldHashes.length * 2];
        slots = new Object[oldSlots.length * 2];
        mask = hashes.length - 1;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldSlots[i * STRIDE + 2] != null) {
                insert(oldHashes[i], oldSlots[i * STRIDE], oldSlots[i * STRIDE + 1], oldSlots[i * STRIDE + 2]);
            }
        }
    }

    private static boolean samePart(Object wanted, Object present) {
        return wanted == null ? present == null : wanted.equals(present);
    }

    private static int partHash(Object second) {
        return second == null ? 0 : second.hashCode();
    }

    private static int hash(int first, int second) {
        int mixed = (first + second * 0x9E3779B9) * 0x85EBCA6B;
        return mixed ^ mixed >>> 15;
    }
}
