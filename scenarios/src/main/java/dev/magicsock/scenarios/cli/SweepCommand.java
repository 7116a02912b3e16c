package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.ScenarioRunner;
import dev.magicsock.scenarios.sweep.SweepFile;
import dev.magicsock.scenarios.sweep.SweepRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario with many seeds and keeps a row of each. */
@Command(name = "sweep", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs a scenario with many seeds. Rows are written as they come: after Ctrl-C the same command "
                + "goes on where it stopped.",
        footer = {"", "Examples:", "  magicsock sweep symmetric-nat --seeds 1..10000 --out all.csv",
            "  magicsock sweep symmetric-nat --seeds 1..10000 --shard 2/8 --out part2.csv",
            "", "Exit codes: 0 all seeds pass, 1 some do not, 2 wrong usage, 4 the file cannot be written."})
final class SweepCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|NAME", description = "the scenario; 'magicsock list' shows the bundled ones")
    private String name;

    @Option(names = "--seeds", paramLabel = "A..B", required = true, converter = WorldSeeds.Converter.class,
            description = "the seeds")
    private WorldSeeds seeds;

    @Option(names = "--shard", paramLabel = "I/N", converter = Shard.Converter.class,
            description = "only every Nth seed, such as 2/8 for the second of eight parts")
    private Shard shard = Shard.ALL;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where the rows go; what is there "
            + "already is not run again")
    private Path out;

    @Option(names = "--workers", paramLabel = "N", description = "threads; the file does not depend on it (as many as "
            + "there are processors)")
    private int workers = Workers.usual();

    @Mixin
    private StrategyJar strategyJar;

    @Spec
    private CommandSpec spec;

    private final ScenarioRunner runner;
    private final Console console;
    private final LongSupplier wallNanos;

    SweepCommand(ScenarioRunner runner, Console console, LongSupplier wallNanos) {
        this.runner = runner;
        this.console = console;
        this.wallNanos = wallNanos;
    }

    @Override
    public Integer call() {
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--workers: at least 1");
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
        return switch (ScenarioReader.read(file.bytes(), strategyJar.strategies())) {
            case ReadResult.Valid valid -> sweep(valid.scenario(), file);
            case ReadResult.Invalid invalid -> {
                ProblemList.print(file.name(), invalid, console.err());
                yield ExitCode.INVALID;
            }
        };
    }

    private int sweep(Scenario scenario, ScenarioFiles.Found.File file) {
        String head = SweepFile.head(scenario.name(), inputs(file), Version.number());
        try {
            SweepFile done = done(head);
            if (!done.head().equals(head)) {
                console.err().println("magicsock: " + out + " is of another sweep; name another file");
                return ExitCode.INVALID;
            }
            SweepFile all = complete(scenario, file.name(), done);
            SweepSummary.print(all, file.name(), console.out());
            return all.rows().stream().allMatch(SweepRow::passed) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            console.err().println("magicsock: " + out + " cannot be written: " + e);
            return ExitCode.UNAVAILABLE;
        } catch (IllegalArgumentException e) {
            console.err().println("magicsock: " + out + ": " + e.getMessage());
            return ExitCode.INVALID;
        }
    }

    /** All that the rows depend on, beside the seeds. */
    private byte[] inputs(ScenarioFiles.Found.File file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(file.bytes());
        all.writeBytes(strategyJar.bytes());
        return all.toByteArray();
    }

    /** What an earlier sweep has left; a line that was cut off goes. */
    private SweepFile done(String head) throws IOException {
        if (!Files.exists(out) || Files.size(out) == 0) {
            Files.writeString(out, head);
            return new SweepFile(head, List.of());
        }
        SweepFile done = SweepFile.read(Files.readString(out));
        if (done.head().equals(head)) {
            Files.writeString(out, done.text());
        }
        return done;
    }

    private SweepFile complete(Scenario scenario, String file, SweepFile done) throws IOException {
        List<Long> left = left(done);
        List<SweepRow> rows = new ArrayList<>(done.rows());
        RateLine progress = new RateLine(left.size(), console.terminal().errIsTerminal(), console.err(), wallNanos);
        try (Writer target = Files.newBufferedWriter(out, StandardOpenOption.APPEND)) {
            // The classes of real QUIC are made for one world at a time.
            new Workers(scenario.usesQuic() ? 1 : workers).run(left.size(),
                    number -> row(scenario, file, left.get(number)), (number, row) -> {
                        target.write(SweepFile.line(row));
                        target.flush();
                        rows.add(row);
                        progress.reached(number + 1);
                    });
        } finally {
            progress.end();
        }
        return new SweepFile(done.head(), rows);
    }

    /** Rows are added at the end alone, so a seed before the last one cannot be made up for. */
    private List<Long> left(SweepFile done) {
        List<Long> seedsDone = done.rows().stream().map(SweepRow::seed).toList();
        long last = seedsDone.isEmpty() ? -1 : seedsDone.getLast();
        int at = 0;
        List<Long> left = new ArrayList<>();
        for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
            while (at < seedsDone.size() && seedsDone.get(at) < seed) {
                at++;
            }
            boolean isDone = at < seedsDone.size() && seedsDone.get(at) == seed;
            if (shard.has(seed) && !isDone) {
                if (seed < last) {
                    throw new IllegalArgumentException("has seed " + last + " but not " + seed
                            + "; sweep what is missing into another file and merge the two");
                }
                left.add(seed);
            }
        }
        return left;
    }

    private SweepRow row(Scenario scenario, String file, long seed) {
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), file, new Seed(seed),
                Version.number(), "magicsock sweep", Determinism.EXACT);
        return SweepRow.of(runner.run(new RunRequest(scenario, identity, false), ProgressListener.NONE));
    }
}
