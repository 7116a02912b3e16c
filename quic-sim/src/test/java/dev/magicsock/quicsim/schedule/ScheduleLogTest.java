package dev.magicsock.quicsim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleLogTest {

    private static ScheduleLog log(int... threads) {
        ScheduleLog log = new ScheduleLog(10);
        for (int i = 0; i < threads.length; i++) {
            log.runs(100L * i, threads[i], "t" + threads[i]);
        }
        return log;
    }

    @Test
    void equalSchedulesDoNotDiverge() {
        assertEquals(Optional.empty(), log(1, 2, 3).divergesFrom(log(1, 2, 3)));
    }

    @Test
    void theFirstDifferenceIsNamedWithWhatCameBefore() {
        ScheduleLog.Divergence divergence = log(1, 2, 3).divergesFrom(log(1, 4, 3)).orElseThrow();
        assertEquals("step 1, after t1#1 at 0 ns: t2#2 at 100 ns instead of t4#4 at 100 ns", divergence.toString());
    }

    @Test
    void oneThatEndsEarlierDivergesThere() {
        assertEquals("step 1, after t1#1 at 0 ns: the end instead of t2#2 at 100 ns",
                log(1).divergesFrom(log(1, 2)).orElseThrow().toString());
        assertEquals("step 0: t1#1 at 0 ns instead of the end",
                log(1).divergesFrom(log()).orElseThrow().toString());
    }

    @Test
    void whatExceedsTheBoundIsNotKept() {
        ScheduleLog small = new ScheduleLog(1);
        small.runs(0, 1, "t1");
        small.runs(100, 2, "t2");
        assertEquals(1, small.entries().size());
    }
}
