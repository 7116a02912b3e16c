package dev.magicsock.scenarios.run;

import dev.magicsock.reports.record.RunEvent;
import java.time.Instant;

/** Hears how far a run is. It must not influence the run. */
@FunctionalInterface
public interface ProgressListener {

    /** Nobody listens. */
    ProgressListener NONE = virtualTime -> { };

    /** The run has come this far; called with rising times, about every tenth of a virtual second. */
    void reached(Instant virtualTime);

    /** The script did something, or an endpoint decided or saw something; called while it happens, in order. */
    default void happened(RunEvent event) {
    }
}
