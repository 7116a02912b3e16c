package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the bundled scenarios with what each verifies. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the bundled scenarios.",
        footer = {"", "Examples:", "  magicsock list"})
final class ListCommand implements Callable<Integer> {

    private final Console console;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (String name : BundledScenarios.names()) {
            console.out().println(name);
            console.out().println("    " + about(name));
        }
        return ExitCode.OK;
    }

    private static String about(String name) {
        return switch (ScenarioReader.read(BundledScenarios.bytes(name))) {
            case ReadResult.Valid valid -> valid.scenario().about();
            case ReadResult.Invalid invalid ->
                    throw new IllegalStateException("bundled: " + invalid.problems().getFirst().describe(name));
        };
    }
}
