package dev.magicsock.junit;

import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.Verdict;
import dev.magicsock.reports.verdict.VerdictOptions;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a scenario with one seed.
 *
 * @param run everything that was recorded
 */
public record ScenarioResult(RecordedRun run) {

    /** Columns that logs and CI systems show without breaking lines. */
    private static final int WIDTH = 120;

    public ScenarioResult {
        Objects.requireNonNull(run, "run");
    }

    /** The root seed. */
    public long seed() {
        return run.identity().seed().value();
    }

    /** Whether all expectations of the scenario hold. */
    public boolean passed() {
        return run.passed();
    }

    /** What the command line would print: ASCII without colours. */
    public String verdict() {
        return Verdict.render(run, new VerdictOptions(WIDTH, VerdictOptions.Colours.NONE, Glyphs.ASCII,
                Optional.empty()));
    }

    /**
     * What is known about two endpoints, in whichever order they connected.
     *
     * @throws IllegalArgumentException if they never did
     */
    public PairRecord pair(String one, String other) {
        return run.pairs().stream()
                .filter(pair -> pair.a().equals(one) && pair.b().equals(other)
                        || pair.a().equals(other) && pair.b().equals(one))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(one + " and " + other + " never connected; these did: "
                        + run.pairs().stream().map(pair -> pair.a() + " and " + pair.b()).toList()));
    }
}
