package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void coloursNeedATerminal() {
        assertEquals(Colours.ANSI, terminal(Map.of(), true).colours());
        assertEquals(Colours.NONE, terminal(Map.of(), false).colours());
    }

    @Test
    void noColorAndDumbTerminalsSwitchColoursOff() {
        assertEquals(Colours.NONE, terminal(Map.of("NO_COLOR", "1"), true).colours());
        assertEquals(Colours.NONE, terminal(Map.of("TERM", "dumb"), true).colours());
        assertEquals(Colours.ANSI, terminal(Map.of("NO_COLOR", ""), true).colours());
    }

    @Test
    void coloursCanBeForcedIntoAFileButNotAgainstNoColor() {
        assertEquals(Colours.ANSI, terminal(Map.of("CLICOLOR_FORCE", "1", "TERM", "dumb"), false).colours());
        assertEquals(Colours.NONE, terminal(Map.of("CLICOLOR_FORCE", "0"), false).colours());
        assertEquals(Colours.NONE, terminal(Map.of("CLICOLOR_FORCE", ""), false).colours());
        assertEquals(Colours.NONE, terminal(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), true).colours());
    }

    @Test
    void theFirstLocaleVariableThatIsSetDecidesAboutTheCharacters() {
        assertEquals(Glyphs.UNICODE, terminal(Map.of("LANG", "de_DE.UTF-8"), true).glyphs());
        assertEquals(Glyphs.UNICODE, terminal(Map.of("LC_ALL", "C.utf8"), true).glyphs());
        assertEquals(Glyphs.ASCII, terminal(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"), true).glyphs());
        assertEquals(Glyphs.ASCII, terminal(Map.of(), true).glyphs());
    }

    @Test
    void theWidthIsThatOfTheTerminalIfItIsANumber() {
        assertEquals(72, terminal(Map.of("COLUMNS", "72"), true).width());
        assertEquals(100, terminal(Map.of("COLUMNS", "wide"), true).width());
        assertEquals(100, terminal(Map.of("COLUMNS", "99999999999"), true).width());
    }

    @Test
    void withoutALauncherNothingIsATerminal() {
        Terminal terminal = Terminal.of(Map.of(), new Properties());
        assertFalse(terminal.outIsTerminal());
        assertFalse(terminal.errIsTerminal());
        assertTrue(terminal(Map.of(), true).outIsTerminal());
    }

    private static Terminal terminal(Map<String, String> environment, boolean isTerminal) {
        Properties properties = new Properties();
        properties.setProperty(Terminal.OUT_PROPERTY, Boolean.toString(isTerminal));
        return Terminal.of(environment, properties);
    }
}
