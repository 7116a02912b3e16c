package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.List;

/** Writes what was expected, what happened, and the reason chains of what went wrong. */
final class ExpectationSection {

    /** Of each outcome; more than this nobody reads before the first ones are mended. */
    private static final int MAX_SHOWN = 20;
    private static final int INDENT = 2;
    /** Columns of the labels in front of what was expected, what happened and why. */
    private static final int LABEL = 10;

    private final Page page;

    ExpectationSection(Page page) {
        this.page = page;
    }

    void write(RecordedRun run) {
        if (run.expectations().isEmpty()) {
            page.words(0, 0, new Words().add(Ink.QUIET, "Nothing was expected of this run."));
            return;
        }
        page.words(0, 0, new Words().add(Ink.STRONG, headline(run)));
        for (Outcome outcome : List.of(Outcome.BROKEN, Outcome.NOT_DECIDED, Outcome.HOLDS)) {
            write(outcome, run.expectations().stream().filter(result -> result.outcome() == outcome).toList());
        }
    }

    private static String headline(RecordedRun run) {
        int broken = run.count(Outcome.BROKEN);
        int open = run.count(Outcome.NOT_DECIDED);
        return "Expectations: " + run.count(Outcome.HOLDS) + " of " + run.expectations().size() + " hold"
                + (broken == 0 ? "" : ", " + broken + " broken") + (open == 0 ? "" : ", " + open + " not decided");
    }

    private void write(Outcome outcome, List<ExpectationResult> results) {
        results.stream().limit(MAX_SHOWN).forEach(outcome == Outcome.HOLDS ? this::writeShort : this::writeLong);
        if (results.size() > MAX_SHOWN) {
            page.words(INDENT, INDENT, new Words().add(ink(outcome),
                    page.mark(outcome) + " and " + (results.size() - MAX_SHOWN) + " more"));
        }
    }

    private void writeShort(ExpectationResult result) {
        Words words = title(result);
        if (!result.happened().isEmpty()) {
            words.add(Ink.QUIET, page.symbols().dash() + " " + page.sentence(result.happened()));
        }
        page.words(INDENT, hanging(result), words);
    }

    private void writeLong(ExpectationResult result) {
        int indent = hanging(result);
        page.words(INDENT, indent, title(result));
        labelled(indent, "expected", Ink.PLAIN, result.expected());
        labelled(indent, "happened", ink(result.outcome()), result.happened());
        result.firstViolation().ifPresent(at -> labelled(indent, "first at", Ink.PLAIN, Quantities.time(at)));
        String label = "because";
        for (String sentence : result.because()) {
            labelled(indent, label, Ink.PLAIN, sentence);
            label = "  " + page.symbols().deeper();
        }
    }

    private void labelled(int indent, String label, Ink ink, String text) {
        if (text.isEmpty()) {
            return;
        }
        Words words = new Words().keep(Ink.QUIET, label + " ".repeat(LABEL - 1 - label.length()));
        page.words(indent, indent + LABEL, words.add(ink, page.sentence(text)));
    }

    private Words title(ExpectationResult result) {
        Words words = new Words().keep(ink(result.outcome()), page.mark(result.outcome()));
        if (result.line() > 0 && result.outcome() != Outcome.HOLDS) {
            words.keep(Ink.QUIET, "line " + result.line() + ":");
        }
        return words.add(Ink.PLAIN, page.sentence(result.expectation()));
    }

    private int hanging(ExpectationResult result) {
        return INDENT + page.mark(result.outcome()).length() + 1;
    }

    private static Ink ink(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> Ink.GOOD;
            case BROKEN -> Ink.BAD;
            case NOT_DECIDED -> Ink.OPEN;
        };
    }
}
