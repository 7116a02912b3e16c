package dev.magicsock.quicsim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ScheduleDigestTest {

    @Test
    void equalSchedulesHaveEqualDigestsWhateverThreadsAreCalled() {
        assertEquals(digest(0, 1, 2), digest(0, 1, 2));
        ScheduleDigest named = new ScheduleDigest();
        named.runs(0, 0, "a");
        ScheduleDigest other = new ScheduleDigest();
        other.runs(0, 0, "b");
        assertEquals(named.hex(), other.hex());
    }

    @Test
    void orderTimeAndLengthMatter() {
        assertNotEquals(digest(0, 1, 2), digest(0, 2, 1));
        assertNotEquals(digest(0, 1, 2), digest(0, 1));
        ScheduleDigest later = new ScheduleDigest();
        later.runs(1, 0, "");
        assertNotEquals(digest(0), later.hex());
    }

    private static String digest(int... threads) {
        ScheduleDigest digest = new ScheduleDigest();
        for (int thread : threads) {
            digest.runs(0, thread, "");
        }
        return digest.hex();
    }
}
