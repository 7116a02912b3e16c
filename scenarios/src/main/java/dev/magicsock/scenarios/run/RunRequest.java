package dev.magicsock.scenarios.run;

import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.model.Scenario;
import java.util.List;
import java.util.Objects;

/**
 * What to run.
 *
 * @param identity  of the run; its seed is the root seed, which may differ from the scenario's own
 * @param traceHash whether the SHA-256 of the trace is wanted
 * @param watchers  who else watches; the run is the same with or without them
 * @param quic      how real QUIC is run
 */
public record RunRequest(Scenario scenario, RunIdentity identity, boolean traceHash, List<Watcher> watchers,
        QuicOptions quic) {

    public RunRequest {
        Objects.requireNonNull(scenario);
        Objects.requireNonNull(identity);
        watchers = List.copyOf(watchers);
        Objects.requireNonNull(quic);
    }

    /** A run that nobody else watches. */
    public RunRequest(Scenario scenario, RunIdentity identity, boolean traceHash) {
        this(scenario, identity, traceHash, List.of(), QuicOptions.STANDARD);
    }

    /** A run that others watch. */
    public RunRequest(Scenario scenario, RunIdentity identity, boolean traceHash, List<Watcher> watchers) {
        this(scenario, identity, traceHash, watchers, QuicOptions.STANDARD);
    }

    /** A run with a say in how real QUIC is run. */
    public RunRequest(Scenario scenario, RunIdentity identity, boolean traceHash, QuicOptions quic) {
        this(scenario, identity, traceHash, List.of(), quic);
    }
}
