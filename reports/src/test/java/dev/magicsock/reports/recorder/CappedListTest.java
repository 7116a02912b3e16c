package dev.magicsock.reports.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.reports.record.Capped;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CappedListTest {

    @Test
    void keepsEverythingUpToTheLimit() {
        assertEquals(Capped.whole(List.of(0, 1, 2, 3, 4)), filled(5, 5));
    }

    @Test
    void beyondTheLimitKeepsBothEndsAndCountsTheMiddle() {
        assertEquals(new Capped<>(List.of(0, 1, 2, 98, 99), 95, 3), filled(5, 100));
    }

    @Test
    void oneItemTooManyLeavesOneOut() {
        assertEquals(new Capped<>(List.of(0, 1, 3, 4), 1, 2), filled(4, 5));
    }

    @Test
    void nothingAddedIsNothingLeftOut() {
        assertEquals(Capped.whole(List.of()), filled(2, 0));
    }

    private static Capped<Integer> filled(int limit, int items) {
        CappedList<Integer> list = new CappedList<>(limit);
        IntStream.range(0, items).forEach(list::add);
        return list.toCapped();
    }
}
