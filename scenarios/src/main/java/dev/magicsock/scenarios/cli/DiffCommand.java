package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.diff.Change;
import dev.magicsock.reports.diff.DiffText;
import dev.magicsock.reports.diff.Margin;
import dev.magicsock.reports.diff.RunDiff;
import dev.magicsock.reports.html.DiffReport;
import dev.magicsock.reports.json.DiffJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares recorded runs from before a change with those from after it. */
@Command(name = "diff", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Compares recorded runs before and after a change, regressions first.",
        footer = {"", "Each side is a document that 'run --json' printed, or a directory of them. Runs of the",
            "same scenario with the same seed are compared: expectations that held, and for each",
            "direction of a pair the time to the direct path, losses outside of faults, the longest",
            "gap, the mean round trip and the share of relayed bytes.",
            "", "Examples:", "  magicsock diff before.json after.json",
            "  magicsock diff main/ branch/ --html diff.html",
            "", "Exit codes: 0 no regression, 1 some, 2 wrong usage or no recorded run, 4 a file cannot be written."})
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "the earlier run, or a directory of runs")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "the later run, or a directory of runs")
    private Path after;

    @Option(names = "--margin", paramLabel = "PERCENT", defaultValue = "10%",
            description = "how much worse a measure may be before it counts (${DEFAULT-VALUE})")
    private String margin;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "also write a page to open in a browser")
    private Path html;

    @Spec
    private CommandSpec spec;

    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Margin allowed = allowed();
        RunDiff diff;
        try {
            diff = RunDiff.between(RunFiles.read(before), RunFiles.read(after), allowed);
        } catch (IOException | IllegalArgumentException e) {
            console.err().println("magicsock: " + e.getMessage());
            return ExitCode.INVALID;
        }
        print(diff);
        if (html != null && !write(diff)) {
            return ExitCode.UNAVAILABLE;
        }
        return diff.count(Change.REGRESSION) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private Margin allowed() {
        try {
            String digits = margin.endsWith("%") ? margin.substring(0, margin.length() - 1) : "no percentage";
            return new Margin(Integer.parseInt(digits));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--margin is '" + margin
                    + "'; expected a whole percentage from 0% to 1000%, such as 10%");
        }
    }

    private void print(RunDiff diff) {
        if (!json) {
            console.out().print(DiffText.render(diff, console.terminal().glyphs()));
            return;
        }
        try {
            DiffJson.write(diff, console.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean write(RunDiff diff) {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(html))) {
            DiffReport.write(diff, target);
            return true;
        } catch (IOException e) {
            console.err().println("magicsock: " + WriteFailure.words(html, e));
            return false;
        }
    }
}
