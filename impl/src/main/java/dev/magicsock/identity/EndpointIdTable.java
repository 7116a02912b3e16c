package dev.magicsock.identity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A map from endpoint ids that is asked with the bytes of a message, without making an object of them: the lookup that
 * every relayed datagram needs. It cannot be iterated, so its order reaches nobody. Not thread-safe.
 *
 * @param <V> what is kept for an id; never null
 */
public final class EndpointIdTable<V> {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL_SLOTS = 16;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long salt;
    private final byte[] scratch = new byte[EndpointId.BYTES];
    private EndpointId[] ids = new EndpointId[INITIAL_SLOTS];
    private Object[] values = new Object[INITIAL_SLOTS];
    private int size;

    /** @param salt a random number, so that nobody can choose ids that collide */
    public EndpointIdTable(long salt) {
        this.salt = salt;
    }

    /** How many ids are in the table. */
    public int size() {
        return size;
    }

    /** The value for the id whose 32 bytes start at {@code offset}, or null. */
    public V get(byte[] source, int offset) {
        return valueAt(find(source, offset));
    }

    /** The value for an id, or null. */
    public V get(EndpointId id) {
        id.write(scratch, 0);
        return get(scratch, 0);
    }

    /** Adds or replaces the value for an id; returns the one it had, or null. */
    public V put(EndpointId id, V value) {
        if (2 * (size + 1) > ids.length) {
            grow();
        }
        id.write(scratch, 0);
        int slot = find(scratch, 0);
        V old = valueAt(slot);
        if (old == null) {
            size++;
        }
        ids[slot] = id;
        values[slot] = value;
        return old;
    }

    /** Removes an id; returns the value it had, or null. */
    public V remove(EndpointId id) {
        id.write(scratch, 0);
        int slot = find(scratch, 0);
        V old = valueAt(slot);
        if (old != null) {
            closeGap(slot);
            size--;
        }
        return old;
    }

    /** Removes every id. */
    public void clear() {
        ids = new EndpointId[INITIAL_SLOTS];
        values = new Object[INITIAL_SLOTS];
        size = 0;
    }

    @SuppressWarnings("unchecked") // put() is the only writer and takes a V.
    private V valueAt(int slot) {
        return (V) values[slot];
    }

    /** The slot of the id, or the free slot where it would go. */
    private int find(byte[] source, int offset) {
        int slot = home(source, offset);
        while (ids[slot] != null && !ids[slot].matches(source, offset)) {
            slot = next(slot);
        }
        return slot;
    }

    private int home(byte[] source, int offset) {
        long hash = salt;
        for (int i = 0; i < EndpointId.BYTES; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(source, offset + i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) hash & ids.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & ids.length - 1;
    }

    private void grow() {
        EndpointId[] oldIds = ids;
        Object[] oldValues = values;
        ids = new EndpointId[2 * oldIds.length];
        values = new Object[2 * oldIds.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != null) {
                move(oldIds[i], oldValues[i]);
            }
        }
    }

    private void move(EndpointId id, Object value) {
        id.write(scratch, 0);
        int slot = find(scratch, 0);
        ids[slot] = id;
        values[slot] = value;
    }

    /** Takes out a slot and puts back the run behind it, so that no id is cut off from its home slot. */
    private void closeGap(int slot) {
        ids[slot] = null;
        values[slot] = null;
        for (int i = next(slot); ids[i] != null; i = next(i)) {
            EndpointId id = ids[i];
            Object value = values[i];
            ids[i] = null;
            values[i] = null;
            move(id, value);
        }
    }
}
