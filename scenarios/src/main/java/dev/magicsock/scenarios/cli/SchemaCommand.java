package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.events.EventLines;
import dev.magicsock.scenarios.language.ScenarioSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema of what goes in or comes out. */
@Command(name = "schema", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints the JSON Schema of scenario files or of events, for editors and other tools.",
        footer = {"", "Examples:", "  magicsock schema > scenario.schema.json",
            "  magicsock schema --events > events.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    @Option(names = "--events", description = "print the schema of the lines of 'run --ndjson' instead")
    private boolean events;

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(events ? EventLines.schema() : ScenarioSchema.text());
        return ExitCode.OK;
    }
}
