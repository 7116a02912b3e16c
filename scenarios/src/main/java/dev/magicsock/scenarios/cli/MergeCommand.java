package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.sweep.SweepFile;
import dev.magicsock.scenarios.sweep.SweepRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the parts of a sweep together. */
@Command(name = "merge", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Puts the parts of a sweep together: the file that one sweep of all seeds would have written.",
        footer = {"", "Examples:", "  magicsock merge part1.csv part2.csv --out all.csv",
            "", "Exit codes: 0 all seeds pass, 1 some do not, 2 the parts do not belong together, 4 a file cannot be",
            "read or written."})
final class MergeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "the parts")
    private List<Path> files;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where all rows go")
    private Path out;

    private final Console console;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            List<SweepFile> parts = new ArrayList<>();
            for (Path file : files) {
                parts.add(SweepFile.read(Files.readString(file)));
            }
            SweepFile all = SweepFile.merge(parts);
            Files.writeString(out, all.text());
            long failed = all.rows().stream().filter(row -> !row.passed()).count();
            console.out().println(all.rows().size() + " seeds: " + (all.rows().size() - failed) + " passed, " + failed
                    + " failed");
            return all.rows().stream().allMatch(SweepRow::passed) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            console.err().println("magicsock: " + e);
            return ExitCode.UNAVAILABLE;
        } catch (IllegalArgumentException e) {
            console.err().println("magicsock: " + e.getMessage());
            return ExitCode.INVALID;
        }
    }
}
