package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.SafeText;
import dev.magicsock.scenarios.compare.Networks;
import dev.magicsock.scenarios.fieldreport.FieldReportReader;
import dev.magicsock.scenarios.fieldreport.ImportedScenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a scenario of a field report. */
@Command(name = "import", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints a scenario that reproduces a network as a report describes it; its comments say which "
                + "line "
                + "comes from which field, and what is assumed.",
        footer = {"", "Reports are what 'magicsock netcheck --json', iroh-doctor (JSON or tables) or 'tailscale "
        + "netcheck'",
            "(JSON or text) print.",
            "", "Examples:", "  magicsock import report.json > network.yaml",
            "  magicsock import netcheck.txt --peer symmetric > network.yaml",
            "", "Exit codes: 0 imported, 2 wrong usage or no report, 4 the file cannot be read."})
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REPORT", description = "the file")
    private Path file;

    @Option(names = "--peer", paramLabel = "NAT", defaultValue = "home-router",
            description = "what the other side is behind: a preset, or none (${DEFAULT-VALUE})")
    private String peer;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", converter = WorldSeeds.Converter.class,
            description = "of the scenario (${DEFAULT-VALUE})")
    private WorldSeeds seed;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> nats = Networks.nats().stream().filter(word -> !word.equals("udp-blocked")).toList();
        CompareOptions.check("--peer", List.of(peer), nats, spec.commandLine());
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(FieldReportReader.MAX_BYTES + 1);
        } catch (IOException e) {
            console.err().println("magicsock: " + file + " cannot be read: " + e.getMessage());
            return ExitCode.UNAVAILABLE;
        }
        return switch (FieldReportReader.read(bytes)) {
            case FieldReportReader.Result.Read read -> {
                console.out().print(ImportedScenario.text(read.report(), peer, seed.first()));
                yield ExitCode.OK;
            }
            case FieldReportReader.Result.Wrong wrong -> {
                SafeText safe = new SafeText(console.terminal().glyphs());
                console.err().println("magicsock: " + safe.sentence(file + ": " + wrong.why()));
                yield ExitCode.INVALID;
            }
        };
    }
}
