package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.check.Outcome;
import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.reports.text.SafeText;
import java.util.List;
import java.util.Locale;

/** Shows the results of a conformance check to a person, one row per rule. */
final class ConformanceTable {

    private final SafeText safe;

    ConformanceTable(Terminal terminal) {
        this.safe = new SafeText(terminal.glyphs());
    }

    /** What the relay said may be part of a detail, so it is made harmless. */
    String row(RuleResult result) {
        String row = String.format(Locale.ROOT, "%-6s %6.1f ms  %-28s %s", word(result.outcome()),
                result.took().toNanos() / 1e6, result.id(), result.rule());
        return result.detail().isEmpty() ? row : row + "\n                  " + safe.sentence(result.detail());
    }

    String summary(List<RuleResult> results) {
        return count(results, Outcome.PASSED) + " passed, " + count(results, Outcome.FAILED) + " failed, "
                + count(results, Outcome.NOT_APPLICABLE) + " not applicable";
    }

    private static long count(List<RuleResult> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "ok";
            case FAILED -> "FAILED";
            case NOT_APPLICABLE -> "n/a";
        };
    }
}
