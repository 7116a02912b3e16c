package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionTest {

    private static final Comparison BEFORE =
            new Comparison(List.of(Trials.direct("s", 1, 1_000_000_000), Trials.direct("s", 2, 1_000_000_000)));

    @Test
    void equalComparisonsAndBetterOnesHaveNoRegression() {
        assertEquals(List.of(), Regression.between(BEFORE, BEFORE, 0));
        Comparison faster = new Comparison(List.of(Trials.direct("s", 1, 5_000), Trials.direct("s", 2, 5_000)));
        assertEquals(List.of(), Regression.between(BEFORE, faster, 0));
    }

    @Test
    void fewerDirectWorldsAndLongerTimesAreRegressionsTheLargestFirst() {
        Comparison now = new Comparison(List.of(Trials.direct("s", 1, 1_000_000_000), Trials.relayed("s", 2, 100)));
        assertEquals(List.of("to direct 8s instead of 1s", "direct in 50.0 % of 2 worlds instead of 100.0 %"),
                Regression.between(BEFORE, now, 0.01).stream().map(Regression::what).toList());
    }

    @Test
    void whatIsWithinTheMarginDoesNotMatter() {
        Comparison slower = new Comparison(
                List.of(Trials.direct("s", 1, 1_040_000_000), Trials.direct("s", 2, 1_040_000_000)));
        assertEquals(List.of(), Regression.between(BEFORE, slower, 0.05));
        assertEquals(1, Regression.between(BEFORE, slower, 0.03).size());
    }

    @Test
    void onlyWorldsThatBothHaveAreJudged() {
        Comparison more = new Comparison(List.of(Trials.direct("s", 2, 1_000_000_000), Trials.relayed("s", 3, 9)));
        assertEquals(List.of(), Regression.between(BEFORE, more, 0));
        assertThrows(IllegalArgumentException.class,
                () -> Regression.between(BEFORE, new Comparison(List.of(Trials.relayed("s", 9, 9))), 0));
    }
}
