package dev.magicsock.scenarios.support;

import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Scenarios for tests: the bundled ones, and some from text. */
public final class Scenarios {

    private Scenarios() {
    }

    /** A bundled scenario. */
    public static Scenario bundled(String name) {
        String resource = "/dev/magicsock/scenarios/bundled/" + name + ".yaml";
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("bundled scenario " + name + " cannot be read", e);
        }
    }

    /** A scenario that a test writes down. */
    public static Scenario of(String yaml) {
        return read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static Scenario read(byte[] yaml) {
        return switch (ScenarioReader.read(yaml)) {
            case ReadResult.Valid(Scenario scenario) -> scenario;
            case ReadResult.Invalid invalid -> throw new IllegalArgumentException(invalid.toString());
        };
    }

    /** The beginning of a scenario. What it expects of later times remains undecided. */
    public static Scenario beginning(Scenario scenario, Duration duration) {
        Duration shorter = duration.compareTo(scenario.duration()) < 0 ? duration : scenario.duration();
        return new Scenario(scenario.name(), scenario.about(), scenario.seed(), shorter, scenario.network(),
                scenario.endpoints(), scenario.script(), scenario.expectations());
    }
}
