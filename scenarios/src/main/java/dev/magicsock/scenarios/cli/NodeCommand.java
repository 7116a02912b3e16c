package dev.magicsock.scenarios.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Real endpoints on real networks; all work is done by its subcommands. */
@Command(name = "node", mixinStandardHelpOptions = true, versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs an endpoint on this machine that another one dials by its identity.",
        footer = {"", "Examples:", "  magicsock node listen --relay https://relay.example",
            "  magicsock node connect ENDPOINT_ID --relay https://relay.example --send holiday.mp4"})
final class NodeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "listen or connect is missing");
    }

    static CommandLine commandLine(Console console, Interrupt interrupt) {
        return new CommandLine(new NodeCommand())
                .addSubcommand(new NodeListenCommand(console, interrupt))
                .addSubcommand(new NodeConnectCommand(console, interrupt));
    }
}
