package dev.magicsock.scenarios.run;

import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.model.Scenario;
import java.util.Objects;

/**
 * What to run.
 *
 * @param identity  of the run; its seed is the root seed, which may differ from the scenario's own
 * @param traceHash whether the SHA-256 of the trace is wanted
 */
public record RunRequest(Scenario scenario, RunIdentity identity, boolean traceHash) {

    public RunRequest {
        Objects.requireNonNull(scenario);
        Objects.requireNonNull(identity);
    }
}
