package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.ShellWord;
import dev.magicsock.scenarios.sweep.SweepFile;
import dev.magicsock.scenarios.sweep.SweepRow;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeMap;

/** Says in a few lines what a sweep came to. */
final class SweepSummary {

    private static final int SEEDS_SHOWN = 10;

    private SweepSummary() {
    }

    /** @param scenario as the command that replays a seed names it */
    static void print(SweepFile file, String scenario, PrintStream out) {
        List<SweepRow> failed = file.rows().stream().filter(row -> !row.passed()).toList();
        out.println(file.rows().size() + " seeds: " + (file.rows().size() - failed.size()) + " passed, " + failed.size()
                + " failed");
        TreeMap<Integer, Integer> broken = new TreeMap<>();
        failed.forEach(row -> row.broken().forEach(number -> broken.merge(number, 1, Integer::sum)));
        broken.forEach((number, count) ->
                out.println("  expectation " + number + " does not hold with " + count + " seeds"));
        failed.stream().limit(SEEDS_SHOWN).forEach(row -> out.println("  ./run-scenario " + ShellWord.quoted(scenario)
                + " --seed " + row.seed()));
        if (failed.size() > SEEDS_SHOWN) {
            out.println("  and " + (failed.size() - SEEDS_SHOWN) + " others");
        }
    }
}
