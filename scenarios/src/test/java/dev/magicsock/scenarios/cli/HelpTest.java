package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What every command says of itself. */
class HelpTest {

    @Test
    void everyCommandHasExamplesThatItUnderstands() {
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            List<String> examples = examples(command);
            assertFalse(examples.isEmpty(), command.getCommandSpec().qualifiedName() + " has no examples");
            examples.forEach(HelpTest::assertUnderstood);
        }
    }

    @Test
    void everyOptionAndArgumentIsDescribed() {
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertTrue(option.description().length > 0, command.getCommandName() + " " + option.longestName());
            }
            command.getCommandSpec().positionalParameters().forEach(argument ->
                    assertTrue(argument.description().length > 0,
                            command.getCommandName() + " " + argument.paramLabel()));
        }
    }

    @Test
    void noLineOfTheHelpIsWiderThanAHundredColumns() {
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            assertEquals(List.of(), command.getUsageMessage().lines().filter(line -> line.length() > 100).toList());
        }
    }

    private static List<String> examples(CommandLine command) {
        return ManPage.blocks(command.getCommandSpec().usageMessage().footer()).stream()
                .filter(block -> block.getFirst().equals("Examples:"))
                .flatMap(block -> block.stream().skip(1)).map(String::strip).toList();
    }

    /** Parses the words after the program's name, without what the shell does with the output. */
    private static void assertUnderstood(String example) {
        String command = example.replaceAll(" > .*", "").replaceAll("source <\\((.*)\\)", "$1");
        assertTrue(command.startsWith("magicsock "), example);
        String[] words = command.split(" ");
        Commands.root().parseArgs(Arrays.copyOfRange(words, 1, words.length));
    }
}
