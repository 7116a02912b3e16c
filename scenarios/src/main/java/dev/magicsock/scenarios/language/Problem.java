package dev.magicsock.scenarios.language;

import java.util.Objects;

/**
 * One thing that is wrong with a scenario file.
 *
 * @param at       where
 * @param wrong    what is wrong
 * @param expected what would be right
 */
public record Problem(Position at, String wrong, String expected) {

    public Problem {
        Objects.requireNonNull(at);
        Objects.requireNonNull(wrong);
        Objects.requireNonNull(expected);
    }

    /** One line as compilers print it: {@code FILE:LINE:COLUMN: what is wrong; what was expected}. */
    public String describe(String file) {
        return file + ":" + at + ": " + wrong + "; " + expected;
    }
}
