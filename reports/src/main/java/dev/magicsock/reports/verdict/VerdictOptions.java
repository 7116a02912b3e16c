package dev.magicsock.reports.verdict;

import dev.magicsock.reports.text.Glyphs;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a verdict is written.
 *
 * @param width   columns of the terminal; less than 40 counts as 40, more than 1000 as 1000
 * @param colours whether escape sequences for colours are allowed
 * @param glyphs  which characters are
 * @param wall    how long the run took on the wall clock, where it is known
 */
public record VerdictOptions(int width, Colours colours, Glyphs glyphs, Optional<Duration> wall) {

    /** Below this no two words fit beside each other. */
    private static final int MIN_WIDTH = 40;
    /** Above this a path strip is only larger, not clearer. */
    private static final int MAX_WIDTH = 1_000;

    public VerdictOptions {
        width = Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
        Objects.requireNonNull(colours, "colours");
        Objects.requireNonNull(glyphs, "glyphs");
        Objects.requireNonNull(wall, "wall");
    }

    /** Whether colours may be used. */
    public enum Colours {
        /** ECMA-48 SGR sequences of the eight basic colours. */
        ANSI,
        NONE
    }
}
