package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.text.ShellWord;
import dev.magicsock.reports.verdict.Verdict;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one scenario and prints its verdict. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs a scenario and prints what came of its expectations.",
        footer = {"", "A path runs that file; a bare name that is no file here runs the bundled scenario.",
            "", "Examples:", "  magicsock run symmetric-nat", "  magicsock run my-network.yaml --seed 42 -v",
            "  magicsock run my-network.yaml --watch", "  magicsock run my-network.yaml --html report.html",
            "  magicsock run my-network.yaml --json > run.json",
            "  magicsock run symmetric-nat --quic",
            "  magicsock run symmetric-nat --quic --schedule pct --seeds 1..1000"})
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|NAME", completionCandidates = ScenarioNames.class,
            description = "the scenario; 'magicsock list' shows the bundled ones")
    private String name;

    @Option(names = "--seed", paramLabel = "N", description = "the root of all random draws, instead of the scenario's")
    private Long seed;

    @Option(names = "--seeds", paramLabel = "A..B", converter = SeedRange.Reader.class,
            description = "run it with each of these seeds, and stop at the first run that fails")
    private SeedRange seeds;

    @Option(names = "--processes", paramLabel = "N",
            description = "how many processes share the seeds; as many as there are processors unless given")
    private int processes = Runtime.getRuntime().availableProcessors();

    @Option(names = SeedProcess.OPTION, hidden = true, description = "this is one of several processes")
    private boolean partOfSearch;

    @Option(names = "--json", description = "print one JSON document; equal seeds give equal bytes")
    private boolean json;

    @Option(names = "--no-trace-hash", negatable = true,
            description = "whether to compute the SHA-256 of the trace (on unless switched off)")
    private boolean traceHash = true;

    @Option(names = {"-q", "--quiet"}, description = "print one line, and no progress")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "tell decisions of endpoints and steps of the script while they "
            + "happen")
    private boolean verbose;

    @Option(names = {"-vv", "--very-verbose"}, description = "tell what endpoints saw, too")
    private boolean veryVerbose;

    @Option(names = "--watch", description = "run again whenever the file changes, until Ctrl-C")
    private boolean watch;

    @Mixin
    private StrategyJar strategyJar;

    @Mixin
    private ReportFiles files;

    @Mixin
    private QuicRun quic;

    @Spec
    private CommandSpec spec;

    private final ScenarioRunner runner;
    private final Console console;
    private final LongSupplier wallNanos;
    private final Pause pause;

    RunCommand(ScenarioRunner runner, Console console, LongSupplier wallNanos, Pause pause) {
        this.runner = runner;
        this.console = console;
        this.wallNanos = wallNanos;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        return switch (ScenarioFiles.find(name)) {
            case ScenarioFiles.Found.Nothing nothing -> {
                console.err().println(nothing.reason());
                yield ExitCode.INVALID;
            }
            case ScenarioFiles.Found.File file when watch -> watch(file);
            case ScenarioFiles.Found.File file -> read(file);
        };
    }

    /** What is wrong with the file is shown, and may be put right. */
    private int watch(ScenarioFiles.Found.File first) {
        Optional<Path> path = ScenarioFiles.onDisk(name);
        if (path.isEmpty()) {
            console.err().println(name + ": there is no file of this name to watch");
            return ExitCode.INVALID;
        }
        FileWatch changes = new FileWatch(path.get(), ScenarioReader.MAX_BYTES + 1, pause);
        ScenarioFiles.Found.File file = first;
        try {
            while (true) {
                clear();
                read(file);
                console.out().flush();
                console.err().println(name + ": waiting for a change; Ctrl-C ends");
                file = new ScenarioFiles.Found.File(name, changes.awaitOther(file.bytes()));
            }
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    /** ECMA-48: to the first line, erase everything. */
    private void clear() {
        if (console.terminal().colours() == Colours.ANSI && console.terminal().outIsTerminal()) {
            console.out().print("\033[H\033[2J");
            console.out().flush();
        }
    }

    private int read(ScenarioFiles.Found.File file) {
        return switch (ScenarioReader.read(file.bytes(), strategyJar.strategies())) {
            case ReadResult.Valid valid -> quic.applyTo(valid.scenario(), file.name(), console.err())
                    .map(scenario -> run(scenario, file.name())).orElse(ExitCode.INVALID);
            case ReadResult.Invalid invalid -> {
                ProblemList.print(file.name(), invalid, console.err());
                yield ExitCode.INVALID;
            }
        };
    }

    private int run(Scenario scenario, String file) {
        if (seeds != null) {
            requireNoFiles();
            return search(scenario, file);
        }
        RunIdentity identity = identity(scenario, file, new Seed(seed == null ? scenario.seed() : seed));
        if (!files.open(identity, console.err()) || !quic.open(console.err())) {
            return ExitCode.UNAVAILABLE;
        }
        long began = wallNanos.getAsLong();
        RecordedRun run;
        boolean captured;
        try {
            run = run(new RunRequest(scenario, identity, traceHash, files.watchers(), quic.ofOneRun(files.keyLog())));
        } finally {
            captured = files.close(console.err()) & quic.close(console.err());
        }
        print(run, Duration.ofNanos(wallNanos.getAsLong() - began));
        if (!files.write(run, console.err()) || !captured) {
            return ExitCode.UNAVAILABLE;
        }
        return run.passed() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void requireNoFiles() {
        if (seed != null || files.areWanted() || quic.leavesFiles() || processes < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds goes with one of --processes or more, and with "
                    + "neither --seed nor files, which are about one run");
        }
    }

    private List<String> childOptions() {
        return Stream.concat(quic.options().stream(), strategyJar.arguments().stream()).toList();
    }

    /** One process does the work; several share it, each with seeds of its own. */
    private int search(Scenario scenario, String file) {
        if (processes > 1 && seeds.size() > 1 && !partOfSearch) {
            return new SeedProcesses(part -> SeedProcess.command(name, part, childOptions()), SeedProcesses.PATIENCE,
                    console, wallNanos).search(scenario.name(), seeds, processes);
        }
        if (partOfSearch) {
            SeedProcess.endWithParent(System.in);
        }
        for (long number = seeds.first(); number <= seeds.last(); number++) {
            RunRequest request = new RunRequest(scenario, identity(scenario, file, new Seed(number)), false,
                    quic.ofOneOfMany());
            RecordedRun run = runner.run(request, ProgressListener.NONE);
            if (!run.passed()) {
                print(run, Duration.ZERO);
                console.out().println("seed " + number + " fails; to see it again: " + run.identity().replayCommand());
                return ExitCode.FAILED;
            }
            if (partOfSearch) {
                console.out().println(SeedProcesses.PROGRESS + number);
                console.out().flush();
            }
        }
        console.out().println("PASS " + scenario.name() + " with seeds " + seeds);
        return ExitCode.OK;
    }

    private RunIdentity identity(Scenario scenario, String file, Seed root) {
        return new RunIdentity(scenario.name(), scenario.about(), file, root, Version.number(),
                "./run-scenario " + ShellWord.quoted(file) + " --seed " + root
                        + quic.options().stream().map(word -> " " + word).collect(Collectors.joining())
                        + strategyJar.replayWords(),
                scenario.usesQuic() ? Determinism.EXACT_FOR_THESE_VERSIONS : Determinism.EXACT);
    }

    private RecordedRun run(RunRequest request) {
        if (verbose || veryVerbose) {
            return runner.run(request,
                    new LiveLog(request.scenario(), veryVerbose, console.err(), console.terminal()));
        }
        return console.terminal().errIsTerminal() && !quiet
                ? runWithProgress(request) : runner.run(request, ProgressListener.NONE);
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
        // What is said about files comes after it.
        console.out().flush();
    }

    private void printJson(RecordedRun run) {
        try {
            new RunJson().write(RunDocument.of(run), console.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
