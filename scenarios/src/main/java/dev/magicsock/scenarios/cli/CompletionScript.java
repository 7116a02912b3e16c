package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The script that completes words in shells: picocli's, between a head that says how it is used and a tail that adds
 * files to the names of scenarios.
 */
final class CompletionScript {

    private static final String GENERATED_BEGINS = "if [ -n \"$BASH_VERSION\" ]; then";
    private static final String GENERATED_ENDS = "# Define a completion specification";

    /** picocli looks for a word as a part of all options, so that it takes -q for --qlog, which has a value. */
    private static final String PART_OF_OPTIONS = " =~ ${previousWord} ]]";
    private static final String ONE_OF_OPTIONS = " == *\"'${previousWord}'\"* ]]";

    private CompletionScript() {
    }

    static String of(CommandLine root) {
        String generated = AutoComplete.bash(root.getCommandName(), root);
        int from = generated.indexOf(GENERATED_BEGINS);
        int until = generated.indexOf(GENERATED_ENDS);
        if (from < 0 || until < from || !generated.contains(PART_OF_OPTIONS)) {
            throw new IllegalStateException("this version of picocli generates another script");
        }
        return resource("completion-head.bash")
                + generated.substring(from, until).replace(PART_OF_OPTIONS, ONE_OF_OPTIONS)
                + tail(root);
    }

    private static String tail(CommandLine root) {
        String commands = withFiles(root).map(CommandSpec::name).collect(Collectors.joining("|"));
        String options = withFiles(root).flatMap(command -> command.options().stream())
                .filter(option -> option.arity().max() > 0)
                .flatMap(option -> Stream.of(option.names())).distinct().collect(Collectors.joining("|"));
        return resource("completion-tail.bash").replace("FILE_COMMANDS", commands)
                .replace("OPTIONS_WITH_VALUES", options);
    }

    /** The commands whose argument may be a scenario's name or a file; picocli completes one or the other. */
    private static Stream<CommandSpec> withFiles(CommandLine root) {
        return root.getSubcommands().values().stream().map(CommandLine::getCommandSpec)
                .filter(command -> command.positionalParameters().stream()
                        .anyMatch(argument -> argument.paramLabel().equals("FILE|NAME")));
    }

    private static String resource(String name) {
        try (InputStream in = CompletionScript.class.getResourceAsStream("/dev/magicsock/scenarios/cli/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
