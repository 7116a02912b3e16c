package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands as they are described, for tests of the descriptions. */
final class Commands {

    private Commands() {
    }

    static CommandLine root() {
        Console console = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
                new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII));
        return MagicsockCommand.commandLine(new RunCommand(new SimulationRunner(), console, () -> 0, _ -> { }),
                console);
    }

    /** Executes a command line as a process would whose streams are files. */
    static CommandLineTest.Result execute(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII));
        RunCommand run = new RunCommand(new SimulationRunner(), console, () -> 0, _ -> { });
        int exitCode = MagicsockCommand.execute(run, console, arguments);
        return new CommandLineTest.Result(exitCode, out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** A command and all below it. */
    static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().flatMap(Commands::all));
    }
}
