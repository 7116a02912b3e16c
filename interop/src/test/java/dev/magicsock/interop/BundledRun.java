package dev.magicsock.interop;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Runs bundled scenarios for the tests that look at what is made of a record. */
final class BundledRun {

    private BundledRun() {
    }

    /** A bundled scenario as it is. */
    static RecordedRun of(String bundled) throws IOException {
        return of(bundled, "", "");
    }

    /** A bundled scenario with one of its words replaced. */
    static RecordedRun of(String bundled, String word, String other) throws IOException {
        Scenario scenario = switch (ScenarioReader.read(bytes(bundled, word, other))) {
            case ReadResult.Valid valid -> valid.scenario();
            case ReadResult.Invalid invalid -> throw new IOException(invalid.toString());
        };
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), bundled + ".yaml",
                new Seed(scenario.seed()), "test", "./run-scenario " + bundled + ".yaml", Determinism.EXACT);
        return new SimulationRunner().run(new RunRequest(scenario, identity, true), ProgressListener.NONE);
    }

    private static byte[] bytes(String bundled, String word, String other) throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream(
                "/dev/magicsock/scenarios/bundled/" + bundled + ".yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (word.isEmpty() ? text : text.replace(word, other)).getBytes(StandardCharsets.UTF_8);
        }
    }
}
