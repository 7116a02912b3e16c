package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What is known about where the output goes.
 *
 * <p>The launchers say which streams are terminals, because Java can only tell it of both together.
 *
 * @param width columns
 */
record Terminal(boolean outIsTerminal, boolean errIsTerminal, int width, Colours colours, Glyphs glyphs) {

    /** Set to {@code true} or {@code false} by the launchers. */
    static final String OUT_PROPERTY = "magicsock.stdout.terminal";
    static final String ERR_PROPERTY = "magicsock.stderr.terminal";

    /** Narrow enough for a terminal that did not say its width, and for a file read in an editor. */
    private static final int DEFAULT_WIDTH = 100;

    static Terminal of(Map<String, String> environment, Properties properties) {
        boolean out = Boolean.parseBoolean(properties.getProperty(OUT_PROPERTY, "false"));
        boolean err = Boolean.parseBoolean(properties.getProperty(ERR_PROPERTY, "false"));
        return new Terminal(out, err, width(environment), colours(out, environment), glyphs(environment));
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean number = columns.length() <= 4 && !columns.isEmpty()
                && columns.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    /**
     * The conventions of no-color.org and bixense.com/clicolors: any {@code NO_COLOR} but the empty one switches
     * colours off; any {@code CLICOLOR_FORCE} but the empty one and 0 switches them on, whatever the output is.
     */
    private static Colours colours(boolean out, Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return Colours.NONE;
        }
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return !force.isEmpty() && !force.equals("0") || out && !dumb ? Colours.ANSI : Colours.NONE;
    }

    /** POSIX: the first of these that is set and not empty says the character encoding. */
    private static Glyphs glyphs(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
            if (!value.isEmpty()) {
                return value.contains("UTF-8") || value.contains("UTF8") ? Glyphs.UNICODE : Glyphs.ASCII;
            }
        }
        return Glyphs.ASCII;
    }

    VerdictOptions verdictOptions(Duration wall) {
        return new VerdictOptions(width, colours, glyphs, Optional.of(wall));
    }
}
