package dev.magicsock.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command, in the man macros of roff, from what {@code --help} is made of.
 *
 * <p>The lines at the end of the help are blocks between empty lines: one that begins with {@code Examples:} holds
 * commands, one that begins with {@code Exit codes:} a sentence, any other is a remark.
 */
final class ManPage {

    private static final String EXAMPLES = "Examples:";
    private static final String EXIT_CODES = "Exit codes:";

    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** Name of the page, such as {@code magicsock-node-listen}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    static String of(CommandSpec command) {
        ManPage page = new ManPage(command);
        page.write();
        return page.page.toString();
    }

    private void write() {
        line(".TH " + quoted(name(command).toUpperCase(Locale.ROOT)) + " 1 \"\" " + quoted("MagicSock Lab "
                + Version.number()) + " " + quoted("MagicSock Lab"));
        // Neither hyphenation nor wide gaps: names of commands and options are to be copied.
        line(".nh");
        line(".ad l");
        section("NAME");
        line(escaped(name(command)) + " \\- " + escaped(String.join(" ", command.usageMessage().description())));
        section("SYNOPSIS");
        String synopsis = new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .synopsis(0);
        text(synopsis.replaceAll("\\s+", " ").strip());
        arguments();
        options();
        subcommands();
        footer();
        seeAlso();
    }

    private void arguments() {
        List<PositionalParamSpec> arguments = command.positionalParameters();
        if (!arguments.isEmpty()) {
            section("ARGUMENTS");
            arguments.forEach(each -> entry("\\fI" + escaped(each.paramLabel()) + "\\fR", description(each)));
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : command.options()) {
            String names = Stream.of(option.names()).map(name -> "\\fB" + escaped(name) + "\\fR")
                    .collect(Collectors.joining(", "));
            String value = option.arity().max() > 0 ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : "";
            entry(names + value, description(option));
        }
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", "" + argument.defaultValueString());
    }

    private void subcommands() {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands().values().forEach(each -> entry(reference(each.getCommandSpec()),
                    String.join(" ", each.getCommandSpec().usageMessage().description())));
        }
    }

    private void footer() {
        List<List<String>> remarks = new ArrayList<>();
        for (List<String> block : blocks(command.usageMessage().footer())) {
            if (block.getFirst().equals(EXAMPLES)) {
                section("EXAMPLES");
                line(".EX");
                block.subList(1, block.size()).forEach(example -> text(example.strip()));
                line(".EE");
            } else if (block.getFirst().startsWith(EXIT_CODES)) {
                section("EXIT STATUS");
                text(String.join(" ", block).substring(EXIT_CODES.length()).strip());
            } else {
                remarks.add(block);
            }
        }
        if (!remarks.isEmpty()) {
            section("NOTES");
            remarks.forEach(block -> {
                if (block != remarks.getFirst()) {
                    line(".PP");
                }
                text(String.join(" ", block).replaceAll("\\s+", " "));
            });
        }
    }

    /** What is between empty lines. */
    static List<List<String>> blocks(String... lines) {
        List<List<String>> blocks = new ArrayList<>();
        boolean between = true;
        for (String line : lines) {
            if (!line.isBlank() && between) {
                blocks.add(new ArrayList<>());
            }
            if (!line.isBlank()) {
                blocks.getLast().add(line);
            }
            between = line.isBlank();
        }
        return blocks;
    }

    private void seeAlso() {
        List<CommandSpec> others = new ArrayList<>();
        if (command.parent() != null) {
            others.add(command.parent());
        }
        command.subcommands().values().forEach(each -> others.add(each.getCommandSpec()));
        if (!others.isEmpty()) {
            section("SEE ALSO");
            line(others.stream().map(ManPage::reference).collect(Collectors.joining(",\n")));
        }
    }

    private static String reference(CommandSpec command) {
        return "\\fB" + escaped(name(command)) + "\\fR(1)";
    }

    private void section(String title) {
        line(".SH " + quoted(title));
    }

    private void entry(String term, String description) {
        line(".TP");
        line(term);
        text(description);
    }

    /** A line that begins with a dot or an apostrophe would be a request. */
    private void text(String text) {
        String safe = escaped(text);
        line(safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    private static String quoted(String argument) {
        return "\"" + escaped(argument).replace("\"", "\\(dq") + "\"";
    }

    /** In roff a bare hyphen, accent or quote may become a typographic one, which cannot be copied into a shell. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
                .replace("'", "\\(aq").replace("`", "\\(ga");
    }
}
