package dev.magicsock.relaystub.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The connections that have not proven their key yet, by where they come from. Pure, and not thread-safe.
 *
 * <p>Bounded. When it is full, the source with the most of them gives up its oldest one for a new one, among equals the
 * source whose oldest has waited longest. So a newcomer stays as long as it takes, unless no other source has more of
 * them than its own; then it stays until as many others as its source has came after it. These are turned away beyond
 * {@link #REPLACEMENTS_PER_SECOND}, so that a full table of one source changes in four seconds and a flood costs
 * little: {@link #admits} is to be asked before anything is done for a connection.
 *
 * @param <C> a connection; equal to itself alone
 */
public final class HalfOpenTable<C> {

    /** So many newcomers per second may take the places of others of their own source; a client tries again. */
    public static final int REPLACEMENTS_PER_SECOND = 1000;

    private static final Duration BETWEEN_REPLACEMENTS = Duration.ofSeconds(1).dividedBy(REPLACEMENTS_PER_SECOND);

    /** Of these, 100 at once, as a network of clients that reconnect may send in a moment. */
    private static final Duration BURST = BETWEEN_REPLACEMENTS.multipliedBy(99);

    private final int limit;
    private final Duration timeout;
    /** In the order of arrival, and so of deadlines. */
    private final Map<C, Entry<C>> entries = new LinkedHashMap<>();
    private final Map<Source, Group<C>> groups = new LinkedHashMap<>();
    /** The one that gives up its oldest connection comes first. */
    private final TreeSet<Group<C>> byClaim = new TreeSet<>(
            Comparator.<Group<C>>comparingInt(Group::size).reversed().thenComparingLong(Group::oldestNumber));
    private long arrivals;
    private Instant nextReplacement = Instant.MIN;

    private record Entry<C>(C connection, Source source, long number, Instant deadline) {
    }

    /** The connections of one source, oldest first; never empty while it is in a table. */
    private record Group<C>(Map<C, Entry<C>> entries) {

        int size() {
            return entries.size();
        }

        Entry<C> oldest() {
            return entries.values().iterator().next();
        }

        long oldestNumber() {
            return oldest().number;
        }
    }

    /**
     * An empty table.
     *
     * @param limit   of connections, at least 1
     * @param timeout how long a connection may stay, positive
     */
    public HalfOpenTable(int limit, Duration timeout) {
        if (limit < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException("no room in " + limit + " places for " + timeout);
        }
        this.limit = limit;
        this.timeout = timeout;
    }

    /** Whether a new connection from there is to be added; otherwise it is to be turned away at once. */
    public boolean admits(Source source, Instant now) {
        if (entries.size() < limit || sizeOf(source) < byClaim.first().size()) {
            return true;
        }
        if (now.isBefore(nextReplacement)) {
            return false;
        }
        Instant earliest = now.minus(BURST);
        nextReplacement = (nextReplacement.isBefore(earliest) ? earliest : nextReplacement).plus(BETWEEN_REPLACEMENTS);
        return true;
    }

    private int sizeOf(Source source) {
        Group<C> group = groups.get(source);
        return group == null ? 0 : group.size();
    }

    /**
     * Takes a new connection in.
     *
     * @return the one that had to make room for it and is not in the table any more
     * @throws IllegalArgumentException if it is there already
     */
    public Optional<C> add(C connection, Source source, Instant now) {
        Objects.requireNonNull(connection);
        if (entries.containsKey(connection)) {
            throw new IllegalArgumentException("twice: " + connection);
        }
        Optional<C> evicted = entries.size() < limit ? Optional.empty() : Optional.of(evict());
        Entry<C> entry = new Entry<>(connection, source, arrivals++, now.plus(timeout));
        entries.put(connection, entry);
        Group<C> group = groups.computeIfAbsent(source, _ -> new Group<>(new LinkedHashMap<>()));
        if (group.size() > 0) {
            byClaim.remove(group);
        }
        group.entries.put(connection, entry);
        byClaim.add(group);
        return evicted;
    }

    private C evict() {
        Entry<C> oldest = byClaim.first().oldest();
        remove(oldest.connection);
        return oldest.connection;
    }

    /** Makes room where nothing but the table's own bound allows for more; empty if there is nobody to go. */
    public Optional<C> makeRoom() {
        return byClaim.isEmpty() ? Optional.empty() : Optional.of(evict());
    }

    /** A connection has proven its key, or has ended; returns whether it was in the table. */
    public boolean remove(C connection) {
        Entry<C> entry = entries.remove(connection);
        if (entry == null) {
            return false;
        }
        Group<C> group = groups.get(entry.source);
        byClaim.remove(group);
        group.entries.remove(connection);
        if (group.size() > 0) {
            byClaim.add(group);
        } else {
            groups.remove(entry.source);
        }
        return true;
    }

    /** When the next connection has waited for too long. */
    public Optional<Instant> nextDeadline() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.values().iterator().next().deadline);
    }

    /** Takes out a connection that has waited for too long by now, if there is one. */
    public Optional<C> pollDue(Instant now) {
        Iterator<Entry<C>> oldestFirst = entries.values().iterator();
        if (!oldestFirst.hasNext()) {
            return Optional.empty();
        }
        Entry<C> oldest = oldestFirst.next();
        if (now.isBefore(oldest.deadline)) {
            return Optional.empty();
        }
        remove(oldest.connection);
        return Optional.of(oldest.connection);
    }

    /** How many are in it. */
    public int size() {
        return entries.size();
    }
}
