package dev.magicsock.netsim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final EventQueue queue = new EventQueue();
    private final List<String> fired = new ArrayList<>();

    @Test
    void eventsOfOneTimeFireInTheOrderOfScheduling() {
        queue.schedule(named("late"), 20);
        queue.schedule(named("first"), 10);
        queue.schedule(named("second"), 10);

        queue.runUntil(20);

        assertEquals(List.of("first@10", "second@10", "late@20"), fired);
    }

    @Test
    void sequenceTakenEarlierKeepsItsPlace() {
        long place = queue.nextSequence();
        queue.schedule(named("behind"), 10);
        queue.schedule(named("ahead"), 10, place);

        queue.runUntil(10);

        assertEquals(List.of("ahead@10", "behind@10"), fired);
    }

    @Test
    void movedEventFiresOnceAtItsNewTime() {
        Named moved = named("moved");
        queue.schedule(moved, 10);
        queue.schedule(named("other"), 20);
        queue.schedule(moved, 30);

        queue.runUntil(40);

        assertEquals(List.of("other@20", "moved@30"), fired);
    }

    @Test
    void cancelledEventNeverFires() {
        Named cancelled = named("cancelled");
        queue.schedule(cancelled, 10);
        queue.cancel(cancelled);
        queue.cancel(cancelled);

        queue.runUntil(20);

        assertEquals(List.of(), fired);
        assertFalse(cancelled.isScheduled());
        assertEquals(0, queue.size());
    }

    @Test
    void eventMayScheduleItselfAndOthersWhileItFires() {
        Named other = named("other");
        Event repeating = new Event() {
            @Override
            protected void fire(long nowNanos) {
                fired.add("repeating@" + nowNanos);
                if (nowNanos < 30) {
                    queue.schedule(this, nowNanos + 10);
                    queue.schedule(other, nowNanos + 5);
                }
            }
        };
        queue.schedule(repeating, 10);

        queue.runUntil(100);

        assertEquals(List.of("repeating@10", "other@15", "repeating@20", "other@25", "repeating@30"), fired);
        assertEquals(100, queue.now());
    }

    @Test
    void nothingCanBeScheduledInThePast() {
        queue.runUntil(100);

        assertThrows(IllegalArgumentException.class, () -> queue.schedule(named("past"), 99));
    }

    @Test
    void laterEventsStayForTheNextRun() {
        queue.schedule(named("soon"), 10);
        queue.schedule(named("later"), 11);

        queue.runUntil(10);

        assertEquals(List.of("soon@10"), fired);
        assertEquals(1, queue.size());
    }

    @Property(tries = 300)
    void anyMixOfOperationsFiresInTheOrderOfASortedList(@ForAll("operations") List<Operation> operations) {
        EventQueue tested = new EventQueue();
        SortedListOracle oracle = new SortedListOracle();
        List<String> actual = new ArrayList<>();
        List<Named> events = new ArrayList<>();
        for (int i = 0; i < Operation.EVENTS; i++) {
            int id = i;
            events.add(new Named(now -> actual.add(id + "@" + now)));
        }
        for (Operation operation : operations) {
            Named event = events.get(operation.event);
            switch (operation.kind) {
                case 0, 1 -> {
                    tested.schedule(event, tested.now() + operation.amount);
                    oracle.schedule(operation.event, oracle.now + operation.amount);
                }
                case 2 -> {
                    tested.cancel(event);
                    oracle.cancel(operation.event);
                }
                default -> {
                    tested.runUntil(tested.now() + operation.amount);
                    oracle.runUntil(oracle.now + operation.amount);
                }
            }
            assertEquals(oracle.waiting.size(), tested.size());
        }
        tested.runUntil(1_000_000);
        oracle.runUntil(1_000_000);
        assertEquals(oracle.fired, actual);
    }

    @Property(tries = 100)
    void eventsThatScheduleOthersWhileFiringKeepTheOrder(@ForAll("chains") List<List<Integer>> chains) {
        EventQueue tested = new EventQueue();
        SortedListOracle oracle = new SortedListOracle();
        List<String> actual = new ArrayList<>();
        List<Named> events = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            int id = i;
            events.add(new Named(now -> {
                actual.add(id + "@" + now);
                follow(chains.get(id), id, chains.size(), (next, delay) ->
                        tested.schedule(events.get(next), now + delay));
            }));
        }
        oracle.onFire = (id, now) ->
                follow(chains.get(id), id, chains.size(), (next, delay) -> oracle.schedule(next, now + delay));
        for (int i = 0; i < chains.size(); i++) {
            tested.schedule(events.get(i), i % 3);
            oracle.schedule(i, i % 3);
        }
        tested.runUntil(300);
        oracle.runUntil(300);
        assertEquals(oracle.fired, actual);
    }

    /** Each event schedules a few others, so that two or none may be scheduled during one firing. */
    private static void follow(List<Integer> delays, int id, int events, Scheduling scheduling) {
        for (int i = 0; i < delays.size(); i++) {
            scheduling.schedule((id + i * 3 + 1) % events, delays.get(i));
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return Combinators.combine(Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, Operation.EVENTS - 1),
                Arbitraries.integers().between(0, 12)).as(Operation::new).list().ofMaxSize(120);
    }

    @Provide
    Arbitrary<List<List<Integer>>> chains() {
        return Arbitraries.integers().between(1, 20).list().ofMaxSize(2).list().ofMinSize(1).ofMaxSize(12);
    }

    private Named named(String name) {
        return new Named(now -> fired.add(name + "@" + now));
    }

    private interface Scheduling {
        void schedule(int event, long delay);
    }

    private interface Firing {
        void fired(int event, long now);
    }

    private record Operation(int kind, int event, int amount) {
        static final int EVENTS = 40;
    }

    private static final class Named extends Event {
        private final LongConsumer action;

        Named(LongConsumer action) {
            this.action = action;
        }

        @Override
        protected void fire(long nowNanos) {
            action.accept(nowNanos);
        }
    }

    /** The obviously correct queue: a list that is sorted before each use. */
    private static final class SortedListOracle {

        private record Waiting(long time, long order, int event) {
        }

        private final List<Waiting> waiting = new ArrayList<>();
        private final List<String> fired = new ArrayList<>();
        private Firing onFire = (_, _) -> { };
        private long now;
        private long order;

        void schedule(int event, long time) {
            cancel(event);
            waiting.add(new Waiting(time, order++, event));
        }

        void cancel(int event) {
            waiting.removeIf(each -> each.event == event);
        }

        void runUntil(long limit) {
            while (true) {
                waiting.sort(Comparator.comparingLong(Waiting::time).thenComparingLong(Waiting::order));
                if (waiting.isEmpty() || waiting.getFirst().time > limit) {
                    break;
                }
                Waiting next = waiting.removeFirst();
                now = next.time;
                fired.add(next.event + "@" + now);
                onFire.fired(next.event, now);
            }
            now = Math.max(now, limit);
        }
    }
}
