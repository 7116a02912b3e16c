package dev.magicsock.reports.html;

import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pairs are plotted, and how finely: a page of a hundred pairs must stay a page.
 *
 * @param pairs  those with broken expectations first, then in the order of the record
 * @param plots  the plots of each of these pairs
 */
record Selection(List<PairRecord> pairs, List<List<Plot>> plots) {

    /** More than anybody scrolls through; the table above them has all pairs. */
    private static final int MAX_PAIRS = 24;
    /** Buckets of all plots together: about two megabytes. */
    private static final int MAX_POINTS = 24_000;
    /** A plot on a usual screen has about as many pixels. */
    private static final int MAX_POINTS_PER_LINE = 640;
    private static final int MIN_POINTS_PER_LINE = 32;
    /** Round trips over two carriers both ways, three lines each way, four queues. */
    private static final int USUAL_LINES = 12;

    Selection {
        pairs = List.copyOf(pairs);
        plots = List.copyOf(plots);
    }

    static Selection of(RecordedRun run) {
        List<PairRecord> chosen = worstFirst(run).stream().limit(MAX_PAIRS).toList();
        int lines = Math.max(1, chosen.size() * USUAL_LINES);
        int points = Math.clamp(MAX_POINTS / lines, MIN_POINTS_PER_LINE, MAX_POINTS_PER_LINE);
        PairPlots plots = new PairPlots(run, new Tree(run.topology()), points);
        return new Selection(chosen, chosen.stream().map(plots::of).toList());
    }

    private static List<PairRecord> worstFirst(RecordedRun run) {
        Set<List<String>> broken = run.expectations().stream()
                .filter(result -> result.outcome() != Outcome.HOLDS)
                .map(ExpectationResult::pair).collect(Collectors.toSet());
        List<PairRecord> first = new ArrayList<>();
        List<PairRecord> others = new ArrayList<>();
        for (PairRecord pair : run.pairs()) {
            boolean isBroken = broken.contains(List.of(pair.a(), pair.b()))
                    || broken.contains(List.of(pair.b(), pair.a()));
            (isBroken ? first : others).add(pair);
        }
        first.addAll(others);
        return first;
    }
}
