package dev.magicsock.reports.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void whatNeverBecameDirectCountsWithTheWholeRun() {
        Summary summary = new Summary("s",
                List.of(Trials.direct("s", 1, SECOND), Trials.relayed("s", 2, 7), Trials.relayed("s", 3, 7)));
        assertEquals((1 + 15 + 15) * SECOND / 3.0, summary.mean(Metric.DIRECT));
        assertEquals(15 * SECOND, summary.quantile(Metric.DIRECT, 0.5));
        assertEquals(1.0 / 3, summary.successRate());
    }

    @Test
    void worldsWithTheSameOutcomeAreCountedOnceAmongTheDistinctOnes() {
        Summary summary = new Summary("s",
                List.of(Trials.relayed("s", 1, 7), Trials.relayed("s", 2, 7), Trials.relayed("s", 3, 8)));
        assertEquals(3, summary.worlds());
        assertEquals(2, summary.distinct());
    }

    @Test
    void theTypicalWorldIsInTheMiddleAndTheWorstAtTheEnd() {
        Summary summary = new Summary("s",
                List.of(Trials.relayed("s", 4, 1), Trials.direct("s", 5, 3 * SECOND), Trials.direct("s", 6, SECOND)));
        assertEquals(5, summary.typical().seed());
        assertEquals(4, summary.worst().seed());
    }

    @Test
    void aStrategyThatIsNeitherAsOftenDirectNorCheaperIsNotOnTheFront() {
        Comparison comparison = new Comparison(List.of(Trials.direct(Trials.CELL, "dear", 1, SECOND, 900),
                Trials.direct(Trials.CELL, "good", 1, SECOND, 100), Trials.relayed("cheap", 1, 0)));
        List<Summary> all = comparison.overall();
        assertFalse(comparison.isOnParetoFront(all.get(0)));
        assertTrue(comparison.isOnParetoFront(all.get(1)));
        assertTrue(comparison.isOnParetoFront(all.get(2)));
    }

    @Test
    void everyStrategyMustHaveBeenTriedInEveryWorldOnce() {
        IllegalArgumentException missing = assertThrows(IllegalArgumentException.class, () -> new Comparison(
                List.of(Trials.relayed("one", 1, 0), Trials.relayed("one", 2, 0), Trials.relayed("two", 1, 0))));
        assertTrue(missing.getMessage().contains("seed 2"), missing::getMessage);
        assertThrows(IllegalArgumentException.class,
                () -> new Comparison(List.of(Trials.relayed("one", 1, 0), Trials.relayed("one", 1, 0))));
        assertThrows(IllegalArgumentException.class, () -> new Comparison(List.of()));
    }

    @Test
    void theTableComparesWithTheFirstInTheSameWorlds() {
        List<Trial> trials = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            trials.add(Trials.relayed("first", seed, 0));
        }
        for (int seed = 1; seed <= 20; seed++) {
            trials.add(Trials.direct("second", seed, seed * SECOND / 2));
        }
        String text = ComparisonText.render(new Comparison(trials));
        assertTrue(text.startsWith("2 strategies in the same 20 worlds of 1 cell\n"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(" *second +20 +20 +100.0 .* better +\\*")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(" *first +20 +1 +0.0 .* - +\\*")), text);
    }

    @Test
    void atAnEqualBudgetNobodyGetsCreditForLaterProbes() {
        Summary summary = new Summary("s", List.of(Trials.direct(Trials.CELL, "s", 1, SECOND, 20),
                Trials.direct(Trials.CELL, "s", 2, SECOND, 200), Trials.relayed("s", 3, 1)));
        assertEquals(List.of(1L, 1L, 2L, 2L), Budgets.PROBES.stream().limit(4)
                .map(budget -> Budgets.direct(summary, budget)).toList());
    }

    @Test
    void whatIsSentIsToldByPurpose() {
        Comparison comparison = new Comparison(List.of(Trials.relayed("s", 1, 40), Trials.relayed("s", 2, 60)));
        String json = ComparisonJson.render(comparison);
        String sent = "'sent':{'probe':{'packets':50.000,'bytes':4000.000},'punch':{'packets':0.000".replace('\'', '"');
        assertTrue(json.contains(sent), json);
        assertTrue(json.contains("\"directWithinProbes\":[{\"probes\":10,\"direct\":0,\"ratio\":0.000000"), json);
        assertTrue(ComparisonText.render(comparison).lines().anyMatch(line -> line.matches(" *s +50.0 +4kB .*")),
                ComparisonText.render(comparison));
    }

    @Test
    void theJsonHasOneEntryPerCellAndStrategy() {
        String json = ComparisonJson.render(new Comparison(
                List.of(Trials.relayed("first", 1, 0), Trials.direct("second", 1, SECOND))));
        assertTrue(json.startsWith("{\"format\":\"magicsock-comparison/1\",\"strategies\":[\"first\",\"second\"]"),
                json);
        assertTrue(json.contains("\"typicalSeed\":1,\"worstSeed\":1"), json);
        assertTrue(json.contains("\"direct-ns\":{\"mean\":1000000000.000,\"median\":1000000000"), json);
    }
}
