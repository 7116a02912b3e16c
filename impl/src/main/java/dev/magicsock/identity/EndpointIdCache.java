package dev.magicsock.identity;

import java.util.Optional;

/**
 * Recently seen endpoint ids, so that the bytes of a known one need no curve arithmetic.
 *
 * <p>Bounded: ids live in two generations of equal capacity. When the younger is full it becomes the older one and the
 * former older one is forgotten, so an id in use stays and at most twice the capacity is kept. Not thread-safe.
 */
public final class EndpointIdCache {

    private final int capacity;
    private EndpointIdTable<EndpointId> young;
    private EndpointIdTable<EndpointId> old;

    /**
     * An empty cache.
     *
     * @param capacity of one generation, at least 1
     * @param salt     a random number, see {@link EndpointIdTable}
     */
    public EndpointIdCache(int capacity, long salt) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.young = new EndpointIdTable<>(salt);
        this.old = new EndpointIdTable<>(salt);
    }

    /** The id whose bytes start at {@code offset}, remembered from now on; empty if they are no point of the curve. */
    public Optional<EndpointId> read(byte[] source, int offset) {
        EndpointId known = young.get(source, offset);
        if (known != null) {
            return Optional.of(known);
        }
        EndpointId aged = old.get(source, offset);
        Optional<EndpointId> id = aged != null ? Optional.of(aged) : EndpointId.read(source, offset);
        id.ifPresent(this::remember);
        return id;
    }

    private void remember(EndpointId id) {
        if (young.size() >= capacity) {
            EndpointIdTable<EndpointId> forgotten = old;
            old = young;
            young = forgotten;
            young.clear();
        }
        young.put(id, id);
    }

    /** True if the id was read and is neither removed nor aged out. */
    public boolean contains(EndpointId id) {
        return young.get(id) != null || old.get(id) != null;
    }

    /** Forgets an id. */
    public void remove(EndpointId id) {
        young.remove(id);
        old.remove(id);
    }

    /** Forgets all ids. */
    public void clear() {
        young.clear();
        old.clear();
    }
}
