package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.Scenario;
import java.util.List;
import java.util.Objects;

/** What became of reading a scenario file. */
public sealed interface ReadResult {

    /** The file is a scenario. */
    record Valid(Scenario scenario) implements ReadResult {
        public Valid {
            Objects.requireNonNull(scenario);
        }
    }

    /**
     * The file is none.
     *
     * @param problems the first ones, at least one and at most 20, in the order of the file
     * @param further  how many more there are
     */
    record Invalid(List<Problem> problems, int further) implements ReadResult {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty() || further < 0) {
                throw new IllegalArgumentException(problems.size() + " problems, " + further + " further ones");
            }
        }
    }
}
