package dev.magicsock.reports.diff;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.util.Locale;
import java.util.OptionalLong;

/** A comparison as plain text: what changed, regressions first. Stateless and thread-safe. */
public final class DiffText {

    private static final int LABEL_COLUMNS = 12;

    private DiffText() {
    }

    /** Every line ends with a line feed. */
    public static String render(RunDiff diff, Glyphs glyphs) {
        SafeText safe = new SafeText(glyphs);
        StringBuilder text = new StringBuilder();
        text.append(headline(diff)).append('\n');
        diff.missing().forEach(run -> text.append(label(Change.REGRESSION)).append(safe.name(run.scenario()))
                .append(" seed ").append(run.seed()).append(" is not among the later runs\n"));
        diff.runs().stream().filter(run -> run.change() != Change.SAME).forEach(run -> run(run, safe, text));
        diff.additional().forEach(run -> text.append(padded("new")).append(safe.name(run.scenario()))
                .append(" seed ").append(run.seed()).append('\n'));
        return text.toString();
    }

    /** One line. */
    public static String headline(RunDiff diff) {
        return count(diff.count(Change.REGRESSION), "regression") + ", " + count(diff.count(Change.IMPROVEMENT),
                "improvement") + " in " + count(diff.runs().size(), "run")
                + " (margin " + diff.margin().percent() + "%)";
    }

    private static void run(RunChange run, SafeText safe, StringBuilder text) {
        text.append(label(run.change())).append(safe.name(run.after().identity().scenario())).append(" seed ")
                .append(run.after().identity().seed()).append('\n');
        run.findings().stream().filter(finding -> finding.change() != Change.SAME).forEach(finding -> {
            text.append("  ").append(finding.change() == Change.REGRESSION ? "worse   " : "better  ")
                    .append(safe.escape(words(finding))).append('\n');
            if (finding instanceof Finding.OfExpectation expectation) {
                expectation.because().stream().limit(1)
                        .forEach(reason -> text.append("          because ").append(safe.escape(reason)).append('\n'));
            }
        });
        if (run.change() == Change.REGRESSION) {
            text.append("  Replay ").append(safe.escape(run.after().identity().replayCommand().strip())).append('\n');
        }
    }

    /** What was compared, with both values; not escaped. */
    public static String words(Finding finding) {
        return subject(finding) + ": " + before(finding) + " -> " + after(finding) + growth(finding);
    }

    /** What was compared; not escaped. */
    public static String subject(Finding finding) {
        return switch (finding) {
            case Finding.OfExpectation expectation -> expectation.expectation();
            case Finding.OfMeasure measure -> measure.from() + " to " + measure.to() + ", " + measure.measure().words();
            case Finding.OfEnd _ -> "the run";
        };
    }

    /** How it was before. */
    public static String before(Finding finding) {
        return switch (finding) {
            case Finding.OfExpectation expectation -> word(expectation.before());
            case Finding.OfMeasure measure -> measure.measure().text(measure.before());
            case Finding.OfEnd end -> end(end.before());
        };
    }

    /** How it is now. */
    public static String after(Finding finding) {
        return switch (finding) {
            case Finding.OfExpectation expectation -> word(expectation.after());
            case Finding.OfMeasure measure -> measure.measure().text(measure.after());
            case Finding.OfEnd end -> end(end.after());
        };
    }

    /** By how many percent a measure grew, with a space in front; nothing where that says nothing. */
    public static String growth(Finding finding) {
        if (!(finding instanceof Finding.OfMeasure measure) || measure.after().isEmpty()
                || measure.before().orElse(0) == 0) {
            return "";
        }
        OptionalLong after = measure.after();
        long before = measure.before().getAsLong();
        return String.format(Locale.ROOT, " (%+.0f%%)", (after.getAsLong() - before) * 100.0 / before);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "holds";
            case BROKEN -> "broken";
            case NOT_DECIDED -> "not decided";
        };
    }

    private static String end(String stopped) {
        return stopped.isEmpty() ? "to its end" : "stopped early: " + stopped;
    }

    private static String label(Change change) {
        return padded(change.name().toLowerCase(Locale.ROOT));
    }

    private static String padded(String word) {
        return word + " ".repeat(Math.max(1, LABEL_COLUMNS - word.length()));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
