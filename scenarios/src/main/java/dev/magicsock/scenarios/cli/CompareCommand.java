package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.comparison.Cell;
import dev.magicsock.reports.comparison.Comparison;
import dev.magicsock.reports.comparison.ComparisonCsv;
import dev.magicsock.reports.comparison.ComparisonHtml;
import dev.magicsock.reports.comparison.ComparisonJson;
import dev.magicsock.reports.comparison.ComparisonText;
import dev.magicsock.reports.comparison.Regression;
import dev.magicsock.reports.comparison.Trial;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.compare.DrawnWorld;
import dev.magicsock.scenarios.compare.OutcomeReader;
import dev.magicsock.scenarios.compare.SendTally;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares strategies in the same drawn worlds. */
@Command(name = "compare", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Compares strategies: who gets direct, how fast, at what cost. All of them meet the same worlds.",
        footer = {"", "Examples:",
            "  magicsock compare --strategies call-me-maybe,relay-only --nats home-router,symmetric",
            "  magicsock compare --strategies call-me-maybe --populations home,mobile --seeds 1..1000 --csv > now.csv",
            "  magicsock compare --strategies call-me-maybe --nats all --baseline before.csv",
            "", "Exit codes: 0 compared, 1 something became worse than the baseline, 2 wrong usage, 4 a file cannot be",
            "read or written."})
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private CompareOptions options;

    @Mixin
    private StrategyJar strategyJar;

    @Option(names = "--json", description = "print what it comes to as one JSON document")
    private boolean json;

    @Option(names = "--csv", description = "print every trial as values separated by commas; a baseline for later")
    private boolean csv;

    @Option(names = "--html", paramLabel = "FILE",
            description = "also write a page with a heatmap to open in a browser")
    private Path html;

    @Option(names = "--baseline", paramLabel = "FILE", description = "an earlier --csv; say what became worse since "
            + "then, and exit with 1 if something did")
    private Path baseline;

    @Option(names = "--margin", paramLabel = "PERCENT", defaultValue = "1",
            description = "how much worse does not matter yet (${DEFAULT-VALUE})")
    private double marginPercent;

    @Option(names = "--workers", paramLabel = "N", description = "threads; the result does not depend on it "
            + "(as many as there are processors)")
    private int workers = Workers.usual();

    @Spec
    private CommandSpec spec;

    private final ScenarioRunner runner;
    private final Console console;
    private final LongSupplier wallNanos;

    CompareCommand(ScenarioRunner runner, Console console, LongSupplier wallNanos) {
        this.runner = runner;
        this.console = console;
        this.wallNanos = wallNanos;
    }

    /** One strategy in one world. */
    private record Task(Cell cell, String strategy, long seed) {
    }

    @Override
    public Integer call() {
        List<Cell> cells = options.cells(strategyJar.strategies(), spec.commandLine());
        if (workers < 1 || !(marginPercent >= 0) || json && csv) {
            throw new ParameterException(spec.commandLine(),
                    "expected a worker at least, a margin that is not negative, and --json or --csv, not both");
        }
        Optional<Comparison> before;
        try {
            before = baseline == null ? Optional.empty()
                    : Optional.of(ComparisonCsv.read(Files.readString(baseline)));
        } catch (IOException | IllegalArgumentException e) {
            console.err().println("magicsock: " + baseline + " cannot be read: " + e.getMessage());
            return ExitCode.UNAVAILABLE;
        }
        Comparison comparison = run(tasks(cells));
        Optional<List<Regression>> regressions;
        try {
            regressions = before.map(earlier -> Regression.between(earlier, comparison, marginPercent / 100));
        } catch (IllegalArgumentException e) {
            console.err().println("magicsock: " + baseline + ": " + e.getMessage());
            return ExitCode.INVALID;
        }
        console.out().print(text(comparison));
        regressions.stream().flatMap(List::stream)
                .forEach(regression -> console.err().println("worse: " + regression.words()));
        if (html != null && !isWritten(ComparisonHtml.render(comparison, options.seconds(), regressions))) {
            return ExitCode.UNAVAILABLE;
        }
        return regressions.filter(found -> !found.isEmpty()).isPresent() ? ExitCode.FAILED : ExitCode.OK;
    }

    private boolean isWritten(String page) {
        try {
            Files.writeString(html, page);
            return true;
        } catch (IOException e) {
            console.err().println("magicsock: " + html + " cannot be written: " + e);
            return false;
        }
    }

    private List<Task> tasks(List<Cell> cells) {
        List<Task> tasks = new ArrayList<>();
        for (Cell cell : cells) {
            for (String strategy : options.strategies(strategyJar.strategies())) {
                for (long seed = options.seeds().first(); seed <= options.seeds().last(); seed++) {
                    tasks.add(new Task(cell, strategy, seed));
                }
            }
        }
        return tasks;
    }

    private Comparison run(List<Task> tasks) {
        List<Trial> trials = new ArrayList<>();
        RateLine progress = new RateLine(tasks.size(), console.terminal().errIsTerminal(), console.err(), wallNanos);
        new Workers(workers).run(tasks.size(), number -> trial(tasks.get(number)), (number, trial) -> {
            trials.add(trial);
            progress.reached(number + 1);
        });
        progress.end();
        return new Comparison(trials);
    }

    private Trial trial(Task task) {
        Scenario scenario = new DrawnWorld(task.cell(), task.seed(), options.seconds())
                .scenario(task.strategy(), strategyJar.strategies());
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), "world", new Seed(scenario.seed()),
                Version.number(), "magicsock world", Determinism.EXACT);
        SendTally tally = new SendTally();
        RecordedRun run = runner.run(new RunRequest(scenario, identity, false, List.of(_ -> tally)),
                ProgressListener.NONE);
        return new Trial(task.cell(), task.strategy(), task.seed(), OutcomeReader.read(run, tally));
    }

    private String text(Comparison comparison) {
        if (csv) {
            return ComparisonCsv.write(comparison);
        }
        return json ? ComparisonJson.render(comparison) + "\n" : ComparisonText.render(comparison);
    }
}
