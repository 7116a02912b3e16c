package dev.magicsock.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Series.Unit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TicksTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void timesAreInStepsThatPeopleCountIn() {
        assertEquals(List.of(0L, 5 * SECOND, 10 * SECOND, 15 * SECOND, 20 * SECOND, 25 * SECOND, 30 * SECOND),
                Ticks.times(33 * SECOND, 8));
        assertEquals(600 * SECOND, Ticks.times(3_600 * SECOND, 8).get(1));
    }

    @Property(tries = 300)
    void everyRunHasAFewTicksWithinIt(@ForAll @LongRange(min = 1) long end) {
        List<Long> ticks = Ticks.times(end, 8);

        assertTrue(!ticks.isEmpty() && ticks.size() <= 9, ticks.toString());
        assertTrue(ticks.stream().allMatch(tick -> tick >= 0 && tick <= end), ticks.toString());
    }

    @Test
    void valuesAreInStepsOfOneTwoAndFive() {
        assertEquals(50, Ticks.step(126, 3));
        assertEquals(200_000, Ticks.step(410_000, 3));
        assertEquals(1, Ticks.step(1, 3));
        assertEquals(5, Ticks.step(13, 3));
    }

    @Test
    void valuesCarryTheirUnit() {
        assertEquals("126 ms", Ticks.words(126_000_000, Unit.NANOSECONDS));
        assertEquals("400 kbit/s", Ticks.words(400_000, Unit.BITS_PER_SECOND));
        assertEquals("1.5 kB", Ticks.words(1_500, Unit.BYTES));
        assertEquals("15", Ticks.words(15, Unit.PACKETS));
        assertEquals("0", Ticks.words(0, Unit.BITS_PER_SECOND));
    }
}
