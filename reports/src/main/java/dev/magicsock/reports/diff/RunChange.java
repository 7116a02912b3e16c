package dev.magicsock.reports.diff;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.RecordedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed from one run to another one of the same scenario with the same seed.
 *
 * @param before   the earlier run
 * @param after    the later run
 * @param findings all that was compared, regressions first
 */
public record RunChange(RecordedRun before, RecordedRun after, List<Finding> findings) {

    public RunChange {
        findings = List.copyOf(findings);
    }

    /** The worst of the findings. */
    public Change change() {
        return findings.stream().map(Finding::change).min(Comparator.naturalOrder()).orElse(Change.SAME);
    }

    /** How many findings are of this kind. */
    public long count(Change change) {
        return findings.stream().filter(finding -> finding.change() == change).count();
    }

    static RunChange between(RecordedRun before, RecordedRun after, Margin margin) {
        List<Finding> findings = new ArrayList<>();
        String stoppedBefore = before.stoppedEarly().orElse("");
        String stoppedAfter = after.stoppedEarly().orElse("");
        if (stoppedBefore.isEmpty() != stoppedAfter.isEmpty()) {
            findings.add(new Finding.OfEnd(Change.of(stoppedAfter.isEmpty(), stoppedBefore.isEmpty()), stoppedBefore,
                    stoppedAfter));
        }
        expectations(before, after, findings);
        for (PairRecord pair : before.pairs()) {
            find(after, pair).ifPresent(other -> {
                measures(pair, pair.aToB(), other, other.aToB(), pair.a(), pair.b(), margin, findings);
                measures(pair, pair.bToA(), other, other.bToA(), pair.b(), pair.a(), margin, findings);
            });
        }
        findings.sort(Comparator.comparing(Finding::change));
        return new RunChange(before, after, findings);
    }

    /** By their texts; where one is there several times, in order. Those that only one run has are not compared. */
    private static void expectations(RecordedRun before, RecordedRun after, List<Finding> findings) {
        Map<String, List<ExpectationResult>> earlier = new LinkedHashMap<>();
        before.expectations().forEach(each ->
                earlier.computeIfAbsent(each.expectation(), _ -> new ArrayList<>()).add(each));
        for (ExpectationResult now : after.expectations()) {
            List<ExpectationResult> known = earlier.getOrDefault(now.expectation(), List.of());
            if (!known.isEmpty()) {
                ExpectationResult then = known.removeFirst();
                boolean held = then.outcome() == Outcome.HOLDS;
                boolean holds = now.outcome() == Outcome.HOLDS;
                findings.add(new Finding.OfExpectation(Change.of(holds && !held, held && !holds), now.expectation(),
                        then.outcome(), now.outcome(), now.because()));
            }
        }
    }

    /** A pair keeps its order of names in all runs of a scenario. */
    private static Optional<PairRecord> find(RecordedRun run, PairRecord wanted) {
        return run.pairs().stream().filter(pair -> pair.a().equals(wanted.a()) && pair.b().equals(wanted.b()))
                .findFirst();
    }

    private static void measures(PairRecord before, Direction sentBefore, PairRecord after, Direction sentAfter,
            String from, String to, Margin margin, List<Finding> findings) {
        for (Measure measure : Measure.values()) {
            var then = measure.of(before, sentBefore);
            var now = measure.of(after, sentAfter);
            if (then.isPresent() || now.isPresent()) {
                findings.add(new Finding.OfMeasure(measure.judge(then, now, margin), from, to, measure, then, now));
            }
        }
    }
}
