package dev.magicsock.scenarios.support;

import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs scenarios as the command line does, and writes down what came of them. */
public final class Runs {

    private Runs() {
    }

    /** A run with the scenario's own seed, its trace hashed. */
    public static RecordedRun hashed(Scenario scenario) {
        return run(scenario, scenario.seed(), true);
    }

    /** A run with another seed, without a hash. */
    public static RecordedRun seeded(Scenario scenario, long seed) {
        return run(scenario, seed, false);
    }

    /** A run. */
    public static RecordedRun run(Scenario scenario, long seed, boolean traceHash) {
        return new SimulationRunner().run(new RunRequest(scenario, identity(scenario, seed), traceHash),
                ProgressListener.NONE);
    }

    /** What a run of a test is called. */
    public static RunIdentity identity(Scenario scenario, long seed) {
        return new RunIdentity(scenario.name(), scenario.about(), scenario.name() + ".yaml", new Seed(seed), "test",
                "./run-scenario " + scenario.name() + " --seed " + seed, Determinism.EXACT);
    }

    /** The whole record as its JSON document. */
    public static String json(RecordedRun run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new RunJson().write(RunDocument.of(run), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
