package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import dev.magicsock.scenarios.shrink.FailureKind;
import dev.magicsock.scenarios.shrink.Shrinker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a scenario that fails smaller. */
@Command(name = "shrink", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Makes a scenario that fails smaller, as long as the same expectation fails for the same reason. "
                + "Equal "
                + "files, seeds and limits give equal results, unless the time ends first.",
        footer = {"", "Examples:", "  magicsock shrink my-network.yaml --seed 17 --out small.yaml",
            "  magicsock shrink my-network.yaml --seed 17 --expectation 2 --max-runs 200 > small.yaml",
            "", "Exit codes: 0 made smaller, or as small as can be, 1 nothing fails with this seed, 2 wrong usage,",
            "4 the file cannot be written."})
final class ShrinkCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|NAME", description = "the scenario; 'magicsock list' shows the bundled ones")
    private String name;

    @Option(names = "--seed", paramLabel = "N", converter = WorldSeeds.Converter.class,
            description = "the seed with which it fails (the scenario's own)")
    private WorldSeeds seed;

    @Option(names = "--expectation", paramLabel = "N", defaultValue = "0",
            description = "which expectation, from 1 (the first that fails)")
    private int number;

    @Option(names = "--any-reason", description = "let it fail for another reason than at first")
    private boolean anyReason;

    @Option(names = "--out", paramLabel = "FILE", description = "where the smaller scenario goes, again at every step "
            + "(the output, at the end)")
    private Path out;

    @Option(names = "--max-runs", paramLabel = "N", defaultValue = "2000",
            description = "how many runs may be spent (${DEFAULT-VALUE})")
    private int runsMax;

    @Option(names = "--max-seconds", paramLabel = "N", defaultValue = "300",
            description = "how much time may be spent (${DEFAULT-VALUE})")
    private int secondsMax;

    @Spec
    private CommandSpec spec;

    private final ScenarioRunner runner;
    private final Console console;
    private final LongSupplier wallNanos;

    ShrinkCommand(ScenarioRunner runner, Console console, LongSupplier wallNanos) {
        this.runner = runner;
        this.console = console;
        this.wallNanos = wallNanos;
    }

    /** What fails, and where it is among the expectations. */
    private record Failure(int index, ExpectationResult result) {
    }

    @Override
    public Integer call() {
        if (runsMax < 1 || secondsMax < 1 || number < 0 || seed != null && seed.count() != 1) {
            throw new ParameterException(spec.commandLine(), "expected one seed, a run and a second at least");
        }
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
            case ReadResult.Valid valid -> start(valid.scenario(), file);
            case ReadResult.Invalid invalid -> {
                ProblemList.print(file.name(), invalid, console.err());
                yield ExitCode.INVALID;
            }
        };
    }

    private int start(Scenario scenario, ScenarioFiles.Found.File file) {
        long used = seed == null ? scenario.seed() : seed.first();
        List<ExpectationResult> results = run(scenario, used).expectations();
        if (number > results.size()) {
            throw new ParameterException(spec.commandLine(), "--expectation: there are " + results.size());
        }
        List<Failure> failures = IntStream.range(0, results.size()).filter(i -> number == 0 || number == i + 1)
                .filter(i -> results.get(i).outcome() != Outcome.HOLDS)
                .mapToObj(i -> new Failure(i, results.get(i))).toList();
        if (failures.isEmpty()) {
            console.err().println("magicsock: nothing fails with seed " + used);
            return ExitCode.FAILED;
        }
        Mapping tree = ScenarioTree.read(file.bytes()).with("seed", Scalar.of(Long.toString(used)));
        return shrink(tree, failures.getFirst(), head(file.name(), used, failures.getFirst().result()));
    }

    private int shrink(Mapping start, Failure failure, String head) {
        long deadline = wallNanos.getAsLong() + Duration.ofSeconds(secondsMax).toNanos();
        Saver saver = new Saver(head, start.size());
        FailureKind kind = FailureKind.of(failure.result(), start);
        Shrinker shrinker = new Shrinker(start, failure.index(),
                (scenario, expectation) -> failsAlike(scenario, expectation, kind, start), runsMax,
                () -> saver.failure == null && wallNanos.getAsLong() - deadline < 0, saver);
        Mapping smallest = shrinker.shrink();
        saver.end();
        if (saver.failure == null) {
            saver.save(smallest);
        }
        if (saver.failure != null) {
            console.err().println("magicsock: " + WriteFailure.words(out, saver.failure));
            return ExitCode.UNAVAILABLE;
        }
        if (out == null) {
            console.out().print(head + smallest.text());
        }
        console.err().println("From " + start.size() + " values to " + smallest.size() + ", with " + shrinker.runs()
                + " runs" + (shrinker.runs() == runsMax || wallNanos.getAsLong() - deadline >= 0
                ? "; it may get smaller with more" : ""));
        return ExitCode.OK;
    }

    /** @param names has all names that can be in a reason */
    private boolean failsAlike(Scenario scenario, int expectation, FailureKind kind, Mapping names) {
        FailureKind found = FailureKind.of(run(scenario, scenario.seed()).expectations().get(expectation), names);
        return anyReason ? found.outcome() == kind.outcome() : found.equals(kind);
    }

    private RecordedRun run(Scenario scenario, long with) {
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), name, new Seed(with),
                Version.number(), "magicsock shrink", Determinism.EXACT);
        return runner.run(new RunRequest(scenario, identity, false), ProgressListener.NONE);
    }

    /** What fails, as comments of the file. */
    private static String head(String file, long seed, ExpectationResult result) {
        SafeText safe = new SafeText(Glyphs.ASCII);
        return "# Made smaller from " + safe.sentence(file) + " with seed " + seed + ". This does not hold:\n# "
                + safe.sentence(result.expectation()) + "\n# because "
                + safe.sentence(result.because().isEmpty() ? result.happened() : result.because().getFirst()) + "\n";
    }

    /** Keeps what was reached, and shows it. */
    private final class Saver implements Shrinker.Listener {

        /** ECMA-48: back to the first column, erase to the end of the line. */
        private static final String ERASE = "\r\033[K";

        private final String head;
        private final int before;
        private final boolean shown = console.terminal().errIsTerminal();
        private IOException failure;

        Saver(String head, int before) {
            this.head = head;
            this.before = before;
        }

        @Override
        public void reduced(Mapping smaller, int runs) {
            save(smaller);
            if (shown) {
                console.err().print(ERASE + "from " + before + " values to " + smaller.size() + " in " + runs
                        + " runs");
                console.err().flush();
            }
        }

        private void save(Mapping smaller) {
            if (out != null && failure == null) {
                try {
                    Files.writeString(out, head + smaller.text());
                } catch (IOException e) {
                    failure = e;
                }
            }
        }

        private void end() {
            if (shown) {
                console.err().print(ERASE);
                console.err().flush();
            }
        }
    }
}
