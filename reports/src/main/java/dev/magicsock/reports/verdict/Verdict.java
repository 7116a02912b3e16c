package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the verdict of a recorded run as text for a terminal.
 *
 * <p>Order of the sections: outcome, expectations with reason chains, each pair with its path strip and traffic, faults
 * and drops, and for a failed run the command that replays it. No line is wider than asked for, except that command,
 * which a reader wants to copy whole.
 */
public final class Verdict {

    /** Hexadecimal digits of the trace hash that are shown: enough to tell two runs apart at a glance. */
    private static final int HASH_DIGITS = 12;

    private Verdict() {
    }

    /** The verdict; every line ends with a line feed, and equal arguments give equal text. */
    public static String render(RecordedRun run, VerdictOptions options) {
        Page page = new Page(options);
        writeHeadline(run, options, page);
        page.blank();
        new ExpectationSection(page).write(run);
        new PairSection(page, run).write();
        new NetworkSection(page).write(run);
        if (!run.passed()) {
            page.blank();
            page.line(0, List.of(new Piece(Ink.STRONG, "Replay "),
                    Piece.plain(page.escape(run.identity().replayCommand().strip()))));
        }
        return page.toString();
    }

    private static void writeHeadline(RecordedRun run, VerdictOptions options, Page page) {
        Words words = new Words();
        words.keep(run.passed() ? Ink.GOOD : Ink.BAD, run.passed() ? "PASS" : "FAIL");
        words.keep(Ink.STRONG, page.name(run.identity().scenario()));
        List<String> items = new ArrayList<>();
        items.add("seed " + run.identity().seed());
        items.add(Quantities.time(run.end()) + " virtual"
                + options.wall().map(wall -> " in " + Quantities.span(wall)).orElse(""));
        items.add(run.traceSha256().map(hash -> "trace " + hash.substring(0, HASH_DIGITS)).orElse("no trace hash"));
        items.add(run.identity().determinism().words());
        page.words(0, 2, words.items(Ink.PLAIN, items, page.symbols().dot()));
        page.words(2, 2, new Words().add(Ink.QUIET, page.sentence(run.identity().about())));
        run.stoppedEarly().ifPresent(reason -> page.words(0, 2,
                new Words().add(Ink.BAD, "Stopped early: " + page.sentence(reason))));
    }
}
