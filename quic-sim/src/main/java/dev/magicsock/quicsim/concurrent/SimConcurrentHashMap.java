package dev.magicsock.quicsim.concurrent;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/**
 * What {@link java.util.concurrent.ConcurrentHashMap} becomes in woven code: in the order of insertion, since an order
 * by hash codes may be one by identities. Iterators see the entries that are there when they are made.
 */
public final class SimConcurrentHashMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    private final Map<K, V> entries = new LinkedHashMap<>();

    public SimConcurrentHashMap() {
    }

    @Override
    public V put(K key, V value) {
        return entries.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    }

    @Override
    public V get(Object key) {
        return entries.get(Objects.requireNonNull(key));
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(Objects.requireNonNull(key));
    }

    @Override
    public V remove(Object key) {
        return entries.remove(Objects.requireNonNull(key));
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return entries.putIfAbsent(Objects.requireNonNull(key), Objects.requireNonNull(value));
    }

    @Override
    public boolean remove(Object key, Object value) {
        return entries.remove(key, value);
    }

    @Override
    public boolean replace(K key, V before, V after) {
        return entries.replace(key, before, after);
    }

    @Override
    public V replace(K key, V value) {
        return entries.replace(key, value);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Snapshot();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    private final class Snapshot implements Iterator<Entry<K, V>> {

        private final Iterator<Entry<K, V>> iterator = new ArrayList<>(entries.entrySet()).iterator();
        private Entry<K, V> last;

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public Entry<K, V> next() {
            last = iterator.next();
            return last;
        }

        @Override
        public void remove() {
            entries.remove(last.getKey());
        }
    }
}
