package dev.magicsock.reports.json;

import dev.magicsock.reports.record.RecordedRun;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What one JSON document holds.
 *
 * @param run  the record
 * @param wall how long the run took on the wall clock. It differs from run to run, so a document that is compared byte
 *             by byte leaves it out
 */
public record RunDocument(RecordedRun run, Optional<Duration> wall) {

    public RunDocument {
        Objects.requireNonNull(run, "run");
        wall.ifPresent(duration -> {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("the run took less than no time: " + duration);
            }
        });
    }

    /** A document without the wall clock. */
    public static RunDocument of(RecordedRun run) {
        return new RunDocument(run, Optional.empty());
    }
}
