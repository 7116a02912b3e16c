package dev.magicsock.reports.junit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Results that belong together, in their order. */
public record TestSuite(String name, List<Case> cases) {

    public TestSuite {
        Objects.requireNonNull(name, "name");
        cases = List.copyOf(cases);
    }

    /**
     * One result.
     *
     * @param group what it is listed under, with dots like the name of a class
     * @param took  how long it took
     */
    public record Case(String group, String name, Duration took, Result result) {

        public Case {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(took, "took");
            Objects.requireNonNull(result, "result");
        }
    }

    /** What came of it. */
    public sealed interface Result {
    }

    /** It is as it ought to be. */
    public record Passed() implements Result {
    }

    /**
     * It is not.
     *
     * @param message in a sentence
     * @param text    more about it, of any number of lines; may be empty
     */
    public record Failed(String message, String text) implements Result {

        public Failed {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(text, "text");
        }
    }

    /** It was not looked at. */
    public record Skipped(String message) implements Result {

        public Skipped {
            Objects.requireNonNull(message, "message");
        }
    }
}
