package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.language.ScenarioSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of scenario files. */
@Command(name = "schema", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints the JSON Schema of scenario files, for editors and other tools.",
        footer = {"", "Examples:", "  magicsock schema > scenario.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(ScenarioSchema.text());
        return ExitCode.OK;
    }
}
