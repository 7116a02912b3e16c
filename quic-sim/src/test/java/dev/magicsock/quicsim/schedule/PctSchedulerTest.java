package dev.magicsock.quicsim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.random.RandomForks;
import java.util.List;
import org.junit.jupiter.api.Test;

class PctSchedulerTest {

    private record Ids(List<Integer> ids) implements Scheduler.ReadyThreads {
        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public int id(int index) {
            return ids.get(index);
        }
    }

    private final PctScheduler scheduler = new PctScheduler(new RandomForks(3).fork("test"));

    @Test
    void theThreadOfTheHighestPriorityRunsWhateverTheOrder() {
        for (int thread = 0; thread < 5; thread++) {
            scheduler.created(thread);
        }
        Ids inOrder = new Ids(List.of(0, 1, 2, 3, 4));
        int best = inOrder.id(scheduler.pick(inOrder));
        Ids reversed = new Ids(List.of(4, 3, 2, 1, 0));
        assertEquals(best, reversed.id(scheduler.pick(reversed)));
    }

    @Test
    void aRunningThreadFallsBelowAllOthersSoonerOrLater() {
        scheduler.created(0);
        scheduler.created(1);
        Ids both = new Ids(List.of(0, 1));
        int best = both.id(scheduler.pick(both));
        Ids other = new Ids(List.of(1 - best));
        int points = 0;
        while (!scheduler.preempts(best, other)) {
            points++;
            assertTrue(points < 100_000, "never falls");
        }
        assertEquals(1 - best, both.id(scheduler.pick(both)), "stays below");
    }
}
