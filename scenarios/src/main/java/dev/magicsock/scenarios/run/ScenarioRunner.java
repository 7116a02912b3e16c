package dev.magicsock.scenarios.run;

import dev.magicsock.reports.record.RecordedRun;

/** Runs scenarios. What it does depends on the request alone: equal requests give equal records. */
public interface ScenarioRunner {

    /**
     * Runs one scenario to its end on the calling thread.
     *
     * @param progress told now and then how far the run is
     * @throws IllegalStateException if the laboratory itself fails; the message says in which state
     */
    RecordedRun run(RunRequest request, ProgressListener progress);
}
