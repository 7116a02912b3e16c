package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Tells what happens in a run while it happens: virtual time, whose it is, what, and why; one line each.
 *
 * <p>On a terminal a long line goes on below its text; in a file it stays one line, which is easier to search.
 */
final class LiveLog implements ProgressListener {

    private static final int TIME_COLUMNS = 10;
    private static final int MIN_TEXT_COLUMNS = 30;
    /** ECMA-48 SGR. */
    private static final String STRONG = "\033[1m";
    private static final String QUIET = "\033[2m";
    private static final String PLAIN = "\033[0m";

    private final boolean everything;
    private final PrintStream target;
    private final Terminal terminal;
    private final SafeText safe;
    private final int nameColumns;

    /** @param everything whether what endpoints only saw is told too, not just what they decided */
    LiveLog(Scenario scenario, boolean everything, PrintStream target, Terminal terminal) {
        this.everything = everything;
        this.target = target;
        this.terminal = terminal;
        this.safe = new SafeText(terminal.glyphs());
        this.nameColumns = scenario.endpoints().stream().map(EndpointSpec::host)
                .mapToInt(SafeText::columns).max().orElse(0);
    }

    @Override
    public void reached(Instant virtualTime) {
        // Every line has its time.
    }

    @Override
    public void happened(RunEvent event) {
        if (everything || event.kind() != RunEvent.Kind.OBSERVATION) {
            String name = safe.name(event.host());
            String margin = String.format(Locale.ROOT, "%" + (TIME_COLUMNS - 1) + ".3fs  %s%s  ",
                    seconds(event.at()), name, " ".repeat(Math.max(0, nameColumns - SafeText.columns(name))));
            print(margin, words(event), event.kind());
        }
    }

    private void print(String margin, String text, RunEvent.Kind kind) {
        boolean coloured = terminal.errIsTerminal() && terminal.colours() == Colours.ANSI;
        List<String> lines = terminal.errIsTerminal()
                ? Wrapping.lines(text, Math.max(MIN_TEXT_COLUMNS, terminal.width() - SafeText.columns(margin)))
                : List.of(text);
        String blank = " ".repeat(SafeText.columns(margin));
        for (int i = 0; i < lines.size(); i++) {
            String before = i == 0 ? margin : blank;
            target.println(coloured ? QUIET + before + PLAIN + ink(kind) + lines.get(i) + PLAIN
                    : before + lines.get(i));
        }
    }

    private static String ink(RunEvent.Kind kind) {
        return switch (kind) {
            case SCRIPT -> STRONG;
            case DECISION -> "";
            case OBSERVATION -> QUIET;
        };
    }

    /** The name in front is a column of its own. */
    private String words(RunEvent event) {
        String text = safe.sentence(event.text());
        String name = safe.name(event.host()) + " ";
        String clause = text.startsWith(name) ? text.substring(name.length()) : text;
        String what = event.kind() == RunEvent.Kind.SCRIPT ? "script: " + clause : clause;
        return event.reason().isEmpty() ? what : what + " (" + safe.sentence(event.reason()) + ")";
    }

    private static double seconds(Instant at) {
        return Duration.between(Instant.EPOCH, at).toMillis() / 1000.0;
    }
}
