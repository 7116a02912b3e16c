package dev.magicsock.netsim.router;

import dev.magicsock.netsim.address.IpAddress;

/** Small numbers by address: open addressing with linear probing, no allocation on lookup. */
public final class AddressTable {

    /** What {@link #find} gives for an address that is not in the table. */
    public static final int NONE = -1;

    private static final int FIRST_CAPACITY = 8;

    private IpAddress[] keys = new IpAddress[FIRST_CAPACITY];
    private int[] values = new int[FIRST_CAPACITY];
    private int size;

    /** The value of an address, or {@link #NONE}. */
    public int find(IpAddress address) {
        int mask = keys.length - 1;
        for (int slot = address.hashCode() & mask; ; slot = slot + 1 & mask) {
            IpAddress key = keys[slot];
            if (key == null) {
                return NONE;
            }
            if (key == address || key.equals(address)) {
                return values[slot];
            }
        }
    }

    /** Sets the value of an address. */
    public void put(IpAddress address, int value) {
        int slot = slotOf(address);
        if (keys[slot] == null) {
            keys[slot] = address;
            size++;
        }
        values[slot] = value;
        if (2 * size > keys.length) {
            rebuild(2 * keys.length);
        }
    }

    /** Forgets an address; does nothing if it is not in the table. Rare, so it simply builds the table anew. */
    public void remove(IpAddress address) {
        int slot = slotOf(address);
        if (keys[slot] != null) {
            keys[slot] = null;
            size--;
            rebuild(keys.length);
        }
    }

    private int slotOf(IpAddress address) {
        int mask = keys.length - 1;
        int slot = address.hashCode() & mask;
        while (keys[slot] != null && !keys[slot].equals(address)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuild(int capacity) {
        IpAddress[] oldKeys = keys;
        int[] oldValues = values;
        keys = new IpAddress[capacity];
        values = new int[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
