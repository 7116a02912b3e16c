package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that must hold for a pair of endpoints.
 *
 * @param when  by when, or during which time
 * @param a     one of the pair
 * @param b     the other
 * @param claim what must hold
 * @param text  the expectation as one line, for the verdict
 * @param line  where the file says so, from 1
 */
public record Expectation(When when, String a, String b, Claim claim, String text, int line) {

    public Expectation {
        Objects.requireNonNull(when);
        Objects.requireNonNull(a);
        Objects.requireNonNull(b);
        Objects.requireNonNull(claim);
        Objects.requireNonNull(text);
    }

    /** The time that a claim is about, always since the start of the run. */
    public sealed interface When {

        /**
         * The claim becomes true at this instant or earlier. A path need not stay as it is afterwards; a figure (lost,
         * delivered, gaps ...) counts what was sent until then.
         */
        record By(Duration limit) implements When {
        }

        /** The claim holds at every instant of {@code [from, to]}; a figure counts what was sent in that time. */
        record Throughout(Duration from, Duration to) implements When {
        }

        /**
         * The claim holds at no instant of {@code [from, to]}. Only for {@link Claim.PathIs}.
         *
         * @param to empty for the end of the run
         */
        record Never(Duration from, Optional<Duration> to) implements When {
        }

        /** The claim holds when the run ends; a figure counts the whole run. */
        record InTheEnd() implements When {
        }
    }
}
