package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.events.EventLines;
import dev.magicsock.scenarios.language.ScenarioSchema;
import dev.magicsock.scenarios.netcheck.NetcheckJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema of what goes in or comes out. */
@Command(name = "schema", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints the JSON Schema of scenario files, of events or of netchecks, for editors and other "
                + "tools.",
        footer = {"", "Examples:", "  magicsock schema > scenario.schema.json",
            "  magicsock schema --events > events.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    @Option(names = "--events", description = "print the schema of the lines of 'run --ndjson' instead")
    private boolean events;

    @Option(names = "--netcheck", description = "print the schema of 'netcheck --json' instead")
    private boolean netcheck;

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (netcheck) {
            console.out().print(NetcheckJson.schema());
            return ExitCode.OK;
        }
        console.out().print(events ? EventLines.schema() : ScenarioSchema.text());
        return ExitCode.OK;
    }
}
