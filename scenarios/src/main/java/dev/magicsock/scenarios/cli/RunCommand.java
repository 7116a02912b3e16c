package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.text.ShellWord;
import dev.magicsock.reports.verdict.Verdict;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one scenario and prints its verdict. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs a scenario and prints what came of its expectations.",
        footer = {"", "A path runs that file; a bare name that is no file here runs the bundled scenario."})
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|NAME", description = "the scenario; 'magicsock list' shows the bundled ones")
    private String name;

    @Option(names = "--seed", paramLabel = "N", description = "the root of all random draws, instead of the scenario's")
    private Long seed;

    @Option(names = "--json", description = "print one JSON document; equal seeds give equal bytes")
    private boolean json;

    @Option(names = "--no-trace-hash", negatable = true,
            description = "whether to compute the SHA-256 of the trace (on unless switched off)")
    private boolean traceHash = true;

    @Option(names = {"-q", "--quiet"}, description = "print one line, and no progress")
    private boolean quiet;

    @Mixin
    private ReportFiles files;

    private final ScenarioRunner runner;
    private final Console console;
    private final LongSupplier wallNanos;

    RunCommand(ScenarioRunner runner, Console console, LongSupplier wallNanos) {
        this.runner = runner;
        this.console = console;
        this.wallNanos = wallNanos;
    }

    @Override
    public Integer call() {
        return switch (ScenarioFiles.find(name)) {
            case ScenarioFiles.Found.Nothing nothing -> {
                console.err().println(nothing.reason());
                yield ExitCode.INVALID;
            }
            case ScenarioFiles.Found.File file -> read(file);
        };
    }

    private int read(ScenarioFiles.Found.File file) {
        return switch (ScenarioReader.read(file.bytes())) {
            case ReadResult.Valid valid -> run(valid.scenario(), file.name());
            case ReadResult.Invalid invalid -> {
                ProblemList.print(file.name(), invalid, console.err());
                yield ExitCode.INVALID;
            }
        };
    }

    private int run(Scenario scenario, String file) {
        RunIdentity identity = identity(scenario, file);
        if (!files.open(identity, console.err())) {
            return ExitCode.UNAVAILABLE;
        }
        long began = wallNanos.getAsLong();
        RecordedRun run;
        boolean captured;
        try {
            run = run(new RunRequest(scenario, identity, traceHash, files.watchers()));
        } finally {
            captured = files.close(console.err());
        }
        print(run, Duration.ofNanos(wallNanos.getAsLong() - began));
        if (!files.write(run, console.err()) || !captured) {
            return ExitCode.UNAVAILABLE;
        }
        return run.passed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private RecordedRun run(RunRequest request) {
        return console.terminal().errIsTerminal() && !quiet
                ? runWithProgress(request) : runner.run(request, ProgressListener.NONE);
    }

    private RunIdentity identity(Scenario scenario, String file) {
        Seed root = new Seed(seed == null ? scenario.seed() : seed);
        return new RunIdentity(scenario.name(), scenario.about(), file, root, Version.number(),
                "./run-scenario " + ShellWord.quoted(file) + " --seed " + root, Determinism.EXACT);
    }

    private RecordedRun runWithProgress(RunRequest request) {
        ProgressLine progress =
                new ProgressLine(request.scenario().name(), request.scenario().duration(), console.err(), wallNanos);
        try {
            return runner.run(request, progress);
        } finally {
            progress.end();
        }
    }

    private void print(RecordedRun run, Duration wall) {
        if (json) {
            printJson(run);
        } else if (quiet) {
            console.out().println((run.passed() ? "PASS " : "FAIL ") + run.identity().scenario()
                    + " (seed " + run.identity().seed() + ")");
        } else {
            console.out().print(Verdict.render(run, console.terminal().verdictOptions(wall)));
        }
    }

    private void printJson(RecordedRun run) {
        try {
            new RunJson().write(RunDocument.of(run), console.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
