package dev.magicsock.reports.html;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.List;

/** What was expected, what happened instead, and why: the broken ones first. */
final class VerdictSection {

    private final RecordedRun run;
    private final Markup out;

    VerdictSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    void write() {
        int all = run.expectations().size();
        String summary = all == 0 ? "Nothing was expected."
                : run.count(Outcome.HOLDS) + " of " + all + " expectations hold"
                        + after(run.count(Outcome.BROKEN), " broken")
                        + after(run.count(Outcome.NOT_DECIDED), " not decided") + ".";
        out.leaf("p", summary, "class", "lead");
        out.open("ul", "class", "expectations");
        for (Outcome outcome : List.of(Outcome.BROKEN, Outcome.NOT_DECIDED, Outcome.HOLDS)) {
            run.expectations().stream().filter(result -> result.outcome() == outcome).forEach(this::expectation);
        }
        out.closeLine();
        out.open("p", "class", "replay").leaf("span", "Repeat this run").leaf("code", run.identity().replayCommand());
        out.closeLine();
    }

    private static String after(int count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }

    private void expectation(ExpectationResult result) {
        out.open("li", "class", style(result.outcome()));
        out.open("p", "class", "claim").leaf("span", mark(result.outcome()), "class", "mark", "aria-hidden", "true");
        out.leaf("span", spoken(result.outcome()), "class", "unseen");
        out.leaf("b", result.expectation());
        if (result.outcome() == Outcome.HOLDS) {
            out.leaf("span", result.happened(), "class", "happened");
        }
        if (result.line() > 0) {
            out.leaf("span", run.identity().file() + ":" + result.line(), "class", "where");
        }
        out.close();
        if (result.outcome() != Outcome.HOLDS) {
            details(result);
        }
        out.closeLine();
    }

    private void details(ExpectationResult result) {
        out.open("dl", "class", "broken");
        out.leaf("dt", "expected").leaf("dd", result.expected());
        out.leaf("dt", "happened").leaf("dd", result.happened());
        result.firstViolation().ifPresent(at -> out.leaf("dt", "first at").open("dd")
                .leaf("button", Quantities.time(at), "type", "button", "class", "at",
                        "data-at", Long.toString(TimeScale.nanos(at))).close());
        out.close();
        if (!result.because().isEmpty()) {
            out.leaf("p", "Because", "class", "because");
            out.open("ol", "class", "chain");
            result.because().forEach(sentence -> out.leaf("li", sentence));
            out.close();
        }
    }

    private static String style(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "holds";
            case BROKEN -> "is-broken";
            case NOT_DECIDED -> "undecided";
        };
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "✓";
            case BROKEN -> "✗";
            case NOT_DECIDED -> "?";
        };
    }

    private static String spoken(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "holds: ";
            case BROKEN -> "broken: ";
            case NOT_DECIDED -> "not decided: ";
        };
    }
}
