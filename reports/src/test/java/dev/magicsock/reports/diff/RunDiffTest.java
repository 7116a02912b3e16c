package dev.magicsock.reports.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.magicsock.reports.Samples;
import dev.magicsock.reports.html.DiffReport;
import dev.magicsock.reports.json.DiffJson;
import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.text.Glyphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDiffTest {

    private static final Margin TEN = new Margin(10);

    @Test
    void aRunComparedWithItselfHasNoChange() {
        for (RecordedRun run : List.of(Samples.failing(), Samples.passing(), Samples.empty())) {
            RunDiff diff = compare(run, run, TEN);
            assertEquals(0, diff.count(Change.REGRESSION) + diff.count(Change.IMPROVEMENT));
            assertEquals(Change.SAME, diff.runs().getFirst().change());
        }
        assertEquals(0, compare(Samples.failing(), Samples.failing(), new Margin(0)).count(Change.REGRESSION));
    }

    @Test
    void anExpectationThatIsBrokenNowIsARegressionWithItsReason() {
        RecordedRun good = run(expectation("<b>lost 0", Outcome.HOLDS), List.of());
        RecordedRun bad = run(expectation("<b>lost 0", Outcome.BROKEN), List.of());

        RunDiff worse = compare(good, bad, TEN);

        assertEquals(1, worse.count(Change.REGRESSION));
        String text = DiffText.render(worse, Glyphs.ASCII);
        assertEquals("""
                1 regression, 0 improvements in 1 run (margin 10%)
                regression  empty seed 7
                  worse   <b>lost 0: holds -> broken
                          because the relay was away
                  Replay ./run-scenario empty.yaml --seed 7
                """, text);
        assertEquals(1, compare(bad, good, TEN).count(Change.IMPROVEMENT));
        assertEquals(0, compare(bad, good, TEN).count(Change.REGRESSION));
        assertEquals(0, compare(bad, bad, TEN).count(Change.REGRESSION));
    }

    @Test
    void whatIsNotDecidedAnyMoreDoesNotHold() {
        assertEquals(1, compare(run(expectation("x", Outcome.HOLDS), List.of()),
                run(expectation("x", Outcome.NOT_DECIDED), List.of()), TEN).count(Change.REGRESSION));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1100, SAME", "1000, 1101, REGRESSION", "1000, 900, SAME", "1000, 899, IMPROVEMENT",
        // Below 10 ms it is noise, whatever the percentage.
        "20,   30,   SAME", "20,   31,   REGRESSION", "0,    10,   SAME", "0,    11,   REGRESSION",
        // -1 stands for a direct path that is never found.
        "500,  -1,   REGRESSION", "-1,   500,  IMPROVEMENT"})
    void theTimeToDirectCountsBeyondMarginAndNoise(long beforeMillis, long afterMillis, Change expected) {
        RunDiff diff = compare(run(List.of(), List.of(pair(beforeMillis, Traffic.none()))),
                run(List.of(), List.of(pair(afterMillis, Traffic.none()))), TEN);
        assertEquals(expected, diff.runs().getFirst().change());
    }

    @Test
    void lossesAreComparedAsAShareOfWhatWasSentAndNotThoseOfFaults() {
        RecordedRun before = run(List.of(), List.of(pair(100, lossy(1000, 20, Optional.empty()))));
        assertEquals(Change.REGRESSION, lost(before, lossy(1000, 23, Optional.empty())));
        assertEquals(Change.SAME, lost(before, lossy(1000, 22, Optional.empty())));
        assertEquals(Change.SAME, lost(before, lossy(10_000, 200, Optional.empty())));
        assertEquals(Change.IMPROVEMENT, lost(before, lossy(1000, 500, Optional.of("link-down"))));
    }

    private static Change lost(RecordedRun before, Traffic after) {
        RunDiff diff = compare(before, run(List.of(), List.of(pair(100, after))), TEN);
        return diff.runs().getFirst().findings().stream()
                .filter(each -> each instanceof Finding.OfMeasure of && of.measure() == Measure.LOST)
                .findFirst().orElseThrow().change();
    }

    @Test
    void aRunThatIsMissingIsARegressionAndAnAdditionalOneIsNot() {
        RunDiff diff = RunDiff.between(List.of(Samples.passing()), List.of(), TEN);
        assertEquals(1, diff.count(Change.REGRESSION));
        assertTrue(DiffText.render(diff, Glyphs.ASCII).contains("is not among the later runs"));
        assertEquals(0, RunDiff.between(List.of(), List.of(Samples.failing()), TEN).count(Change.REGRESSION));
    }

    @Test
    void aSetWithTwoRunsOfOneScenarioAndSeedIsRefused() {
        List<RecordedRun> twice = List.of(Samples.passing(), Samples.passing());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RunDiff.between(List.of(), twice, TEN))
                .getMessage().endsWith("is there twice"));
    }

    @Test
    void runsWithRegressionsComeFirst() {
        RecordedRun same = run(expectation("x", Outcome.HOLDS), List.of());
        RecordedRun bad = Samples.passing();
        RecordedRun worse = with(bad, bad.expectations().stream().map(RunDiffTest::broken).toList(), List.of());
        RunDiff diff = RunDiff.between(List.of(same, bad), List.of(same, worse), TEN);
        assertEquals(List.of(Change.REGRESSION, Change.SAME), diff.runs().stream().map(RunChange::change).toList());
    }

    @Test
    void thePageShowsHostileNamesAsTextAndNeedsNoScript() {
        String page = DiffReport.render(compare(run(expectation("<b>lost 0", Outcome.HOLDS), List.of()),
                run(expectation("<b>lost 0", Outcome.BROKEN), List.of()), TEN));
        assertTrue(page.contains("&lt;b&gt;lost 0") && !page.contains("<b>lost"), page);
        assertTrue(page.contains(", because<ol class=\"reasons\"><li>the relay was away</li>"));
        assertTrue(page.contains("default-src &#39;none&#39;") && !page.contains("<script"));
        assertTrue(page.indexOf("id=\"regressions\"") > 0);
    }

    @Test
    void theDocumentHasRawNumbers() throws IOException {
        RunDiff diff = compare(run(List.of(), List.of(pair(100, Traffic.none()))),
                run(List.of(), List.of(pair(-1, Traffic.none()))), TEN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DiffJson.write(diff, out);
        String json = out.toString(StandardCharsets.UTF_8);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(DiffJson.schema());
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
        assertFalse(schema.validate(json.replace("nanoseconds", "seconds"), InputFormat.JSON).isEmpty());
        assertTrue(json.startsWith("{\"format\":\"magicsock-diff/1\",\"marginPercent\":10,\"regressions\":1,"), json);
        assertTrue(json.contains("\"measure\":\"time-to-direct\",\"unit\":\"nanoseconds\",\"before\":100000000}"),
                json);
    }

    @Test
    void marginsAreBounded() {
        assertThrows(IllegalArgumentException.class, () -> new Margin(-1));
        assertThrows(IllegalArgumentException.class, () -> new Margin(1001));
        assertFalse(new Margin(1000).equals(TEN));
    }

    private static RunDiff compare(RecordedRun before, RecordedRun after, Margin margin) {
        return RunDiff.between(List.of(before), List.of(after), margin);
    }

    private static ExpectationResult broken(ExpectationResult result) {
        return expectation(result.expectation(), Outcome.BROKEN).getFirst();
    }

    private static List<ExpectationResult> expectation(String text, Outcome outcome) {
        return List.of(new ExpectationResult(text, 1, List.of(), outcome, "", "", Optional.empty(),
                outcome == Outcome.HOLDS ? List.of() : List.of("the relay was away", "it restarted")));
    }

    /** A pair of which one side found a direct path after so many milliseconds, and the other sends nothing. */
    private static PairRecord pair(long directMillis, Traffic traffic) {
        Optional<Instant> direct =
                directMillis < 0 ? Optional.empty() : Optional.of(Samples.millis(1000 + directMillis));
        return new PairRecord("a", "b", Optional.of(Samples.millis(1000)), Optional.empty(),
                new Direction(Capped.whole(List.of()), direct, List.of(), traffic),
                new Direction(Capped.whole(List.of()), Optional.empty(), List.of(), Traffic.none()));
    }

    private static Traffic lossy(long sent, long lost, Optional<String> fault) {
        return new Traffic(sent, sent * 100, sent - lost, (sent - lost) * 100, 0, 0, 0, 0, Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(),
                List.of(new Traffic.Loss("link-loss", "home", fault, lost)));
    }

    private static RecordedRun run(List<ExpectationResult> expectations, List<PairRecord> pairs) {
        return with(Samples.empty(), expectations, pairs);
    }

    private static RecordedRun with(RecordedRun run, List<ExpectationResult> expectations, List<PairRecord> pairs) {
        return new RecordedRun(run.identity(), run.end(), run.stoppedEarly(), run.traceSha256(), expectations,
                run.topology(), pairs, run.faults(), run.packets(), run.drops(), run.counters(), run.series(),
                run.events(), run.natMappings(), run.journeys());
    }
}
