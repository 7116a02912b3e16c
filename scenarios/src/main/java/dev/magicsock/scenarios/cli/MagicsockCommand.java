package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.run.SimulationRunner;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code magicsock}; all work is done by its subcommands. */
@Command(name = "magicsock", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "A deterministic laboratory for NAT traversal.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  magicsock run symmetric-nat", "  magicsock run my-network.yaml --seed 42 --json",
            "", "Exit codes: 0 all expectations hold, 1 some do not, 2 wrong usage or invalid scenario,",
            "3 internal error, 4 something needed is not there, 130 interrupted."})
final class MagicsockCommand implements Runnable {

    /** As many as it takes to see which line of a strategy it was. */
    private static final int OWN_FRAMES_MAX = 5;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Executes one command line to its end, and returns the exit code of the process. */
    static int execute(RunCommand run, Console console, String... arguments) {
        int exitCode;
        try {
            exitCode = commandLine(run, console).execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            exitCode = reportFailure(e, console);
        }
        return console.finish(exitCode);
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(RunCommand run, Console console) {
        CommandLine commandLine = new CommandLine(new MagicsockCommand())
                .addSubcommand(run)
                .addSubcommand(new CompareCommand(new SimulationRunner(), console, System::nanoTime))
                .addSubcommand(new WorldCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new SweepCommand(new SimulationRunner(), console, System::nanoTime))
                .addSubcommand(new MergeCommand(console))
                .addSubcommand(new ShrinkCommand(new SimulationRunner(), console, System::nanoTime))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new ValidateCommand(console))
                .addSubcommand(new SchemaCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new DivergenceCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new ManCommand(console))
                .addSubcommand(new RelayCommand(console, new UntilInterrupted()))
                .addSubcommand(new CheckRelayCommand(console))
                .addSubcommand(new NetcheckCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(NodeCommand.commandLine(console, new ProcessInterrupt()))
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(MagicsockCommand::reportWrongUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> reportFailure(failure, console));
        return commandLine;
    }

    private static int reportWrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("magicsock: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' shows how it is used");
        return ExitCode.INVALID;
    }

    /** A bug of the user's: what he needs is the place where it happened. */
    private static int reportOwnStrategy(GuardedStrategy.StrategyFailure own, Console console) {
        console.err().println("magicsock: " + own.getMessage());
        Stream.of(own.getStackTrace()).limit(OWN_FRAMES_MAX).forEach(frame -> console.err().println("    at " + frame));
        return ExitCode.INVALID;
    }

    /** A bug of the laboratory: the trace is what a report of it needs. */
    private static int reportFailure(Throwable failure, Console console) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GuardedStrategy.StrategyFailure own) {
                return reportOwnStrategy(own, console);
            }
        }
        console.err().println("magicsock: internal error; please report it with the lines below");
        failure.printStackTrace(console.err());
        return ExitCode.INTERNAL;
    }
}
