package dev.magicsock.netsim.router;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;

/**
 * Small numbers by prefix, for all prefixes of one family and length; lookups mask the address and allocate
 * nothing.
 */
final class PrefixTable {

    private static final int FIRST_CAPACITY = 8;
    private static final long HASH_FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final boolean v4;
    private final int length;
    private final long highMask;
    private final long lowMask;

    private long[] highs = new long[FIRST_CAPACITY];
    private long[] lows = new long[FIRST_CAPACITY];
    private int[] values = new int[FIRST_CAPACITY];
    private boolean[] used = new boolean[FIRST_CAPACITY];
    private int size;

    PrefixTable(boolean v4, int length) {
        this.v4 = v4;
        this.length = length;
        this.highMask = v4 ? 0 : leading(Math.min(length, 64));
        this.lowMask = v4 ? leading(length) >>> 32 : leading(Math.max(length - 64, 0));
    }

    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    boolean holds(IpPrefix prefix) {
        return prefix.address().isV4() == v4 && prefix.length() == length;
    }

    boolean isV4() {
        return v4;
    }

    int length() {
        return length;
    }

    /** The value of the prefix that contains this address of the same family, or {@link AddressTable#NONE}. */
    int find(IpAddress address) {
        long high = address.high() & highMask;
        long low = address.low() & lowMask;
        int slot = slotOf(high, low);
        return used[slot] ? values[slot] : AddressTable.NONE;
    }

    void put(IpPrefix prefix, int value) {
        insert(prefix.address().high(), prefix.address().low(), value);
        if (2 * size > values.length) {
            grow();
        }
    }

    private void insert(long high, long low, int value) {
        int slot = slotOf(high, low);
        if (!used[slot]) {
            used[slot] = true;
            highs[slot] = high;
            lows[slot] = low;
            size++;
        }
        values[slot] = value;
    }

    private int slotOf(long high, long low) {
        int mask = values.length - 1;
        long mixed = (high * 31 + low) * HASH_FACTOR;
        int slot = (int) (mixed >>> 32) & mask;
        while (used[slot] && (highs[slot] != high || lows[slot] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        int[] oldValues = values;
        boolean[] oldUsed = used;
        int capacity = 2 * oldValues.length;
        highs = new long[capacity];
        lows = new long[capacity];
        values = new int[capacity];
        used = new boolean[capacity];
        size = 0;
        for (int i = 0; i < oldValues.length; i++) {
            if (oldUsed[i]) {
                insert(oldHighs[i], oldLows[i], oldValues[i]);
            }
        }
    }
}
