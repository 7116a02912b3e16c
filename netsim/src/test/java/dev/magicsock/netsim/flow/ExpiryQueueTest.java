package dev.magicsock.netsim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExpiryQueueTest {

    private static final class Entry extends Expiring {
        Entry(long deadlineNanos) {
            super(deadlineNanos);
        }
    }

    private final ExpiryQueue<Entry> queue = new ExpiryQueue<>();

    @Test
    void anEntryIsDeadFromItsDeadlineOn() {
        Entry entry = new Entry(10);
        queue.add(entry);

        assertTrue(entry.isAlive(9));
        assertNull(queue.pollExpired(9));
        assertFalse(entry.isAlive(10));
        assertSame(entry, queue.pollExpired(10));
        assertNull(queue.pollExpired(10));
    }

    @Test
    void aRefreshedEntryOutlivesItsFirstDeadlineExactlyToItsNewOne() {
        Entry refreshed = new Entry(10);
        Entry other = new Entry(15);
        queue.add(refreshed);
        queue.add(other);

        refreshed.extend(20);

        assertSame(other, queue.pollExpired(19));
        assertNull(queue.pollExpired(19));
        assertSame(refreshed, queue.pollExpired(20));
    }

    @Test
    void extendingToAnEarlierTimeChangesNothing() {
        Entry entry = new Entry(10);

        entry.extend(5);

        assertEquals(10, entry.deadlineNanos());
    }

    @Test
    void aHastenedEntryDiesEarly() {
        Entry entry = new Entry(100);
        queue.add(new Entry(50));
        queue.add(entry);

        queue.hasten(entry, 10);
        queue.hasten(entry, 30);

        assertSame(entry, queue.pollExpired(10));
    }

    @Test
    void anEntryIsInOneQueueOnce() {
        Entry entry = new Entry(10);
        queue.add(entry);

        assertThrows(IllegalStateException.class, () -> queue.add(entry));
        queue.remove(entry);
        queue.remove(entry);
        queue.addUntil(entry, 5);
        assertSame(entry, queue.pollExpired(5));
    }

    /** Against a list that is searched from end to end. */
    @Property(tries = 200)
    void findsExactlyWhatHasExpired(@ForAll @Size(max = 200) List<@IntRange(max = 999) Integer> operations) {
        ExpiryQueue<Entry> queue = new ExpiryQueue<>();
        List<Entry> live = new ArrayList<>();
        long now = 0;
        for (int operation : operations) {
            int amount = operation / 5;
            switch (operation % 5) {
                case 0, 1 -> {
                    live.add(new Entry(now + amount + 1));
                    queue.add(live.getLast());
                }
                case 2 -> pick(live, amount).ifPresent(entry -> entry.extend(entry.deadlineNanos() + amount));
                case 3 -> pick(live, amount)
                        .ifPresent(entry -> queue.hasten(entry, entry.deadlineNanos() - amount / 2));
                default -> {
                    if (amount % 3 == 0) {
                        pick(live, amount).ifPresent(entry -> {
                            queue.remove(entry);
                            live.remove(entry);
                        });
                    }
                    now += amount / 4;
                }
            }
            long until = now;
            for (Entry dead = queue.pollExpired(now); dead != null; dead = queue.pollExpired(now)) {
                assertTrue(dead.deadlineNanos() <= now);
                assertTrue(live.remove(dead));
            }
            assertTrue(live.stream().allMatch(entry -> entry.isAlive(until)));
            assertEquals(live.size(), queue.size());
        }
    }

    private static Optional<Entry> pick(List<Entry> entries, int number) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(number % entries.size()));
    }
}
