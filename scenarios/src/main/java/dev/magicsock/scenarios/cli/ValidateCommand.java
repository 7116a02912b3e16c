package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioSchema;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks scenario files without running them. */
@Command(name = "validate", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Checks scenario files against the language and its JSON Schema, without running them.",
        footer = {"", "Examples:", "  magicsock validate my-network.yaml symmetric-nat",
            "", "Exit codes: 0 all are valid, 2 one is not."})
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE|NAME", completionCandidates = ScenarioNames.class, arity = "1..*",
            description = "what to check")
    private List<String> names;

    @Mixin
    private StrategyJar strategyJar;

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean allValid = true;
        for (String name : names) {
            allValid &= isValid(name);
        }
        return allValid ? ExitCode.OK : ExitCode.INVALID;
    }

    private boolean isValid(String name) {
        return switch (ScenarioFiles.find(name)) {
            case ScenarioFiles.Found.Nothing nothing -> {
                console.err().println(nothing.reason());
                yield false;
            }
            case ScenarioFiles.Found.File file -> isValid(file);
        };
    }

    private boolean isValid(ScenarioFiles.Found.File file) {
        return switch (ScenarioSchema.check(file.bytes(), strategyJar.strategies())) {
            case ReadResult.Valid _ -> {
                console.out().println(file.name() + ": valid");
                yield true;
            }
            case ReadResult.Invalid invalid -> {
                ProblemList.print(file.name(), invalid, console.err());
                yield false;
            }
        };
    }
}
