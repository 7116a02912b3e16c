package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the manual pages. */
@Command(name = "man", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Writes a manual page for each command.",
        footer = {"", "Examples:", "  magicsock man ~/.local/share/man/man1", "  magicsock man target/man",
            "", "Exit codes: 0 the pages are written, 4 a file cannot be written."})
final class ManCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "where to; it is made if it is not there")
    private Path directory;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ManCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Files.createDirectories(directory);
            write(spec.root().commandLine());
            return ExitCode.OK;
        } catch (IOException e) {
            console.err().println("magicsock: " + WriteFailure.words(directory, e));
            return ExitCode.UNAVAILABLE;
        }
    }

    private void write(CommandLine command) throws IOException {
        Path page = directory.resolve(ManPage.name(command.getCommandSpec()) + ".1");
        Files.writeString(page, ManPage.of(command.getCommandSpec()));
        console.out().println(page);
        for (CommandLine each : command.getSubcommands().values()) {
            write(each);
        }
    }
}
