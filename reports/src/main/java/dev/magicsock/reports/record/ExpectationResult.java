package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One expectation of the scenario and what became of it.
 *
 * @param expectation    as the scenario puts it, in one line
 * @param line           line in the scenario file, from 1; 0 where it has none
 * @param pair           names of the two endpoints, or empty where it is not about a pair
 * @param expected       what was expected, in words
 * @param happened       what happened, in words
 * @param firstViolation when it was broken for the first time
 * @param because        the reason chain: sentences, the most immediate cause first; empty where it holds
 */
public record ExpectationResult(String expectation, int line, List<String> pair, Outcome outcome, String expected,
                                String happened, Optional<Instant> firstViolation, List<String> because) {

    public ExpectationResult {
        Check.name("expectation", expectation);
        Check.notNegative("line", line);
        pair = List.copyOf(pair);
        if (!pair.isEmpty() && pair.size() != 2) {
            throw new IllegalArgumentException("a pair is two names: " + pair);
        }
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(happened, "happened");
        firstViolation.ifPresent(at -> Check.time("first violation", at));
        because = List.copyOf(because);
    }

    /** Whether an expectation holds. */
    public enum Outcome {
        HOLDS,
        BROKEN,
        /** The run ended before it could be decided; this does not count as holding. */
        NOT_DECIDED
    }
}
