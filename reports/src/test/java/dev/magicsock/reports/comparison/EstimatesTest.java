package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against figures of published tables. */
class EstimatesTest {

    @Test
    void quantilesOfTheNormalDistributionAreThoseOfTheTables() {
        assertEquals(0, Normal.quantile(0.5), 1e-12);
        assertEquals(1.959963985, Normal.quantile(0.975), 1e-9);
        assertEquals(-1.644853627, Normal.quantile(0.05), 1e-9);
        assertEquals(4.753424309, Normal.quantile(0.999999), 1e-8);
        assertThrows(IllegalArgumentException.class, () -> Normal.quantile(1));
    }

    @Test
    void quantilesOfStudentsDistributionAreThoseOfTheTables() {
        assertEquals(2.571, Normal.studentQuantile(0.975, 5), 0.005);
        assertEquals(2.228, Normal.studentQuantile(0.975, 10), 0.001);
        assertEquals(1.984, Normal.studentQuantile(0.975, 100), 0.001);
    }

    @Test
    void wilsonsIntervalIsNotEmptyWhereNobodyOrEverybodySucceeds() {
        Interval none = new Estimates(1).proportion(0, 10);
        assertEquals(0, none.low());
        assertEquals(0.2775, none.high(), 1e-4);
        Interval all = new Estimates(1).proportion(10, 10);
        assertEquals(0.7225, all.low(), 1e-4);
        assertEquals(1, all.high());
    }

    @Test
    void wilsonsIntervalOfAnOrdinaryShare() {
        Interval interval = new Estimates(1).proportion(15, 50);
        assertEquals(0.1910, interval.low(), 1e-4);
        assertEquals(0.4375, interval.high(), 1e-4);
    }

    @Test
    void manyIntervalsTogetherAreWider() {
        Interval one = new Estimates(1).proportion(15, 50);
        Interval oneOfMany = new Estimates(100).proportion(15, 50);
        assertTrue(oneOfMany.low() < one.low() && oneOfMany.high() > one.high());
    }

    @Test
    void meansOfFewOrEqualValuesHaveNoInterval() {
        assertEquals(Optional.empty(), new Estimates(1).mean(new long[] {1, 2, 3, 4, 5}));
        assertEquals(Optional.empty(), new Estimates(1).mean(new long[] {7, 7, 7, 7, 7, 7, 7, 7}));
        Interval interval = new Estimates(1).mean(new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}).orElseThrow();
        assertEquals(6 - 2.228139, interval.low(), 1e-3);
        assertEquals(6 + 2.228139, interval.high(), 1e-3);
    }

    @Test
    void onlyWorldsInWhichTheTwoDifferCountInMcNemarsTest() {
        assertEquals(2 * (1 + 12 + 66) / 4096.0, new PairedTest(10, 2).pValue(), 1e-12);
        assertEquals(1, new PairedTest(0, 0).pValue());
        assertEquals("better", new PairedTest(10, 2).verdict(1));
        assertEquals("worse", new PairedTest(2, 10).verdict(1));
        assertEquals("no difference shown", new PairedTest(10, 2).verdict(2));
        assertEquals("worse", new PairedTest(0, 100_000).verdict(1000));
    }
}
