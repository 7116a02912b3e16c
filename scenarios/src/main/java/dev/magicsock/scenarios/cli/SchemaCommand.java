package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.comparison.ComparisonJson;
import dev.magicsock.reports.events.EventLines;
import dev.magicsock.reports.json.DiffJson;
import dev.magicsock.scenarios.language.ScenarioSchema;
import dev.magicsock.scenarios.netcheck.NetcheckJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema of what goes in or comes out. */
@Command(name = "schema", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Prints the JSON Schema of scenario files, or of one of the documents that commands print, "
                + "for editors and other tools.",
        footer = {"", "Examples:", "  magicsock schema > scenario.schema.json",
            "  magicsock schema --events > events.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    @Option(names = "--events", description = "print the schema of the lines of 'run --ndjson' instead")
    private boolean events;

    @Option(names = "--netcheck", description = "print the schema of 'netcheck --json' instead")
    private boolean netcheck;

    @Option(names = "--diff", description = "print the schema of 'diff --json' instead")
    private boolean diff;

    @Option(names = "--comparison", description = "print the schema of 'compare --json' instead")
    private boolean comparison;

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(text());
        return ExitCode.OK;
    }

    /** The first that was asked for. */
    private String text() {
        if (netcheck) {
            return NetcheckJson.schema();
        }
        if (diff) {
            return DiffJson.schema();
        }
        if (comparison) {
            return ComparisonJson.schema();
        }
        return events ? EventLines.schema() : ScenarioSchema.text();
    }
}
