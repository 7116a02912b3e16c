package dev.magicsock.reports.diff;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two sets of runs, compared run by run.
 *
 * @param margin     what was ignored
 * @param runs       what both sets have, those with regressions first, otherwise in the order of the later set
 * @param missing    what only the earlier set has; a run that is not there any more hides what it would show, so it
 *                   counts as a regression
 * @param additional what only the later set has; counts as nothing
 */
public record RunDiff(Margin margin, List<RunChange> runs, List<RunIdentity> missing, List<RunIdentity> additional) {

    public RunDiff {
        Objects.requireNonNull(margin, "margin");
        runs = List.copyOf(runs);
        missing = List.copyOf(missing);
        additional = List.copyOf(additional);
    }

    private record Key(String scenario, long seed) {

        static Key of(RecordedRun run) {
            return new Key(run.identity().scenario(), run.identity().seed().value());
        }
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if a set has two runs of one scenario with one seed
     */
    public static RunDiff between(List<RecordedRun> before, List<RecordedRun> after, Margin margin) {
        Map<Key, RecordedRun> earlier = byKey(before);
        Map<Key, RecordedRun> later = byKey(after);
        List<RunChange> runs = new ArrayList<>();
        List<RunIdentity> additional = new ArrayList<>();
        later.forEach((key, run) -> {
            RecordedRun known = earlier.remove(key);
            if (known == null) {
                additional.add(run.identity());
            } else {
                runs.add(RunChange.between(known, run, margin));
            }
        });
        runs.sort(Comparator.comparing(RunChange::change));
        return new RunDiff(margin, runs, earlier.values().stream().map(RecordedRun::identity).toList(), additional);
    }

    private static Map<Key, RecordedRun> byKey(List<RecordedRun> runs) {
        Map<Key, RecordedRun> all = new LinkedHashMap<>();
        for (RecordedRun run : runs) {
            if (all.put(Key.of(run), run) != null) {
                throw new IllegalArgumentException("scenario " + run.identity().scenario() + " with seed "
                        + run.identity().seed() + " is there twice");
            }
        }
        return all;
    }

    /** How many findings of this kind there are; each missing run is a regression. */
    public long count(Change change) {
        return runs.stream().mapToLong(run -> run.count(change)).sum()
                + (change == Change.REGRESSION ? missing.size() : 0);
    }
}
