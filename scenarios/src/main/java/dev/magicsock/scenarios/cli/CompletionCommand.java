package dev.magicsock.scenarios.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes shells complete the words of this command line. */
@Command(name = "completion", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints a script that makes a shell complete commands, options, scenarios and files.",
        footer = {"", "Examples:", "  source <(magicsock completion bash)",
            "  magicsock completion zsh > ~/.magicsock.zsh"})
final class CompletionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash or zsh")
    private String shell;

    @Spec
    private CommandSpec spec;

    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    /** One script serves both shells. */
    @Override
    public Integer call() {
        if (!Shells.NAMES.contains(shell)) {
            throw new ParameterException(spec.commandLine(), "there is no completion for '" + shell
                    + "'; expected one of " + String.join(", ", Shells.NAMES));
        }
        console.out().print(CompletionScript.of(spec.root().commandLine()));
        return ExitCode.OK;
    }

    private static final class Shells implements Iterable<String> {

        private static final List<String> NAMES = List.of("bash", "zsh");

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }
}
