package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that the script does at an instant.
 *
 * @param at     since the start of the run; not negative
 * @param label  the step's own name, for expectations to refer to
 * @param action what happens
 * @param line   where the file says so, from 1
 */
public record ScriptStep(Duration at, Optional<String> label, ScriptAction action, int line) {

    public ScriptStep {
        Objects.requireNonNull(label);
        Objects.requireNonNull(action);
        if (at.isNegative()) {
            throw new IllegalArgumentException("a step happens at " + at + ", before the run");
        }
    }

    boolean isNamed(String fault) {
        return action.keyword().equals(fault) || label.isPresent() && label.get().equals(fault);
    }

    /** When its effect ends by itself; empty if it stays. */
    public Optional<Duration> until() {
        return action.lasting().map(at::plus);
    }
}
