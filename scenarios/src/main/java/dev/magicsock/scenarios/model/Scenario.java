package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One scenario, complete and checked: every name that occurs in it is declared in it.
 *
 * @param name         lower-case words joined by hyphens
 * @param about        what the scenario verifies, in words; may be empty
 * @param seed         the root of all random draws, unless the command line gives another
 * @param duration     how long the run lasts in virtual time; positive
 * @param endpoints    in the order of the file, at most one per host
 * @param script       in the order of time, steps of one instant in the order of the file
 * @param expectations in the order of the file
 */
public record Scenario(String name, String about, long seed, Duration duration, NetworkSpec network,
        List<EndpointSpec> endpoints, List<ScriptStep> script, List<Expectation> expectations) {

    public Scenario {
        Objects.requireNonNull(name);
        Objects.requireNonNull(about);
        Objects.requireNonNull(network);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a scenario lasts for a positive time, not " + duration);
        }
        endpoints = List.copyOf(endpoints);
        script = List.copyOf(script);
        expectations = List.copyOf(expectations);
    }

    /** The steps that a fault name of an expectation means: those with that label, or those with that action. */
    public List<ScriptStep> stepsNamed(String fault) {
        return script.stream().filter(step -> step.isNamed(fault)).toList();
    }

    /** Whether any endpoint has real QUIC to run. */
    public boolean usesQuic() {
        return script.stream().anyMatch(step -> step.action() instanceof ScriptAction.QuicTraffic);
    }
}
