package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.OutputStream;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands as they are described, for tests of the descriptions. */
final class Commands {

    private Commands() {
    }

    static CommandLine root() {
        Console console = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
                new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII));
        return MagicsockCommand.commandLine(new RunCommand(new SimulationRunner(), console, () -> 0, _ -> { }), console);
    }

    /** A command and all below it. */
    static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().flatMap(Commands::all));
    }
}
