package dev.magicsock.reports.diff;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** One thing that was compared in one run. */
public sealed interface Finding {

    /** What the difference means. */
    Change change();

    /**
     * An expectation that both runs have.
     *
     * @param because the reason chain of the later run
     */
    record OfExpectation(Change change, String expectation, Outcome before, Outcome after, List<String> because)
            implements Finding {

        public OfExpectation {
            Objects.requireNonNull(change, "change");
            because = List.copyOf(because);
        }
    }

    /** A measure of what one endpoint sends to another. */
    record OfMeasure(Change change, String from, String to, Measure measure, OptionalLong before, OptionalLong after)
            implements Finding {

        public OfMeasure {
            Objects.requireNonNull(change, "change");
            Objects.requireNonNull(measure, "measure");
        }
    }

    /** Only one of the runs went to its end; the reason is empty for the one that did. */
    record OfEnd(Change change, String before, String after) implements Finding {

        public OfEnd {
            Objects.requireNonNull(change, "change");
        }
    }
}
