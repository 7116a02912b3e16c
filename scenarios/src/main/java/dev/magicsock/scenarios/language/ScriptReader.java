package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the script: a list of steps, each with its time and one action. */
final class ScriptReader {

    static final int MAX_STEPS = 10_000;

    private static final List<String> STEP_KEYS = Stream.concat(Keys.STEP.stream(), Keys.ACTIONS.stream()).toList();

    private final ActionReader actions;

    private ScriptReader(Names names, ScriptOutline outline) {
        this.actions = new ActionReader(names, outline);
    }

    /** The steps in the order of time; those of one instant in the order of the file. */
    static List<ScriptStep> read(Value value, Names names, ScriptOutline outline) {
        ScriptReader reader = new ScriptReader(names, outline);
        List<ScriptStep> steps = new ArrayList<>();
        value.items("expected a list of steps, each with 'at' and an action", MAX_STEPS).ifPresent(items ->
                items.forEach(item -> reader.step(item.as("the step")).ifPresent(steps::add)));
        steps.sort(Comparator.comparing(ScriptStep::at));
        return steps;
    }

    private Optional<ScriptStep> step(Value value) {
        return Fields.open(value, STEP_KEYS).flatMap(step -> {
            Optional<Duration> at = step.required("at", Values::duration);
            Optional<String> label = step.optional("name", ScriptReader::label);
            Optional<ScriptAction> action = step.exactlyOne(Keys.ACTIONS, "action").flatMap(key ->
                    actions.read(key, step.value(key).orElseThrow().as("the " + key), at.orElse(Duration.ZERO)));
            return at.flatMap(instant -> action.map(what -> new ScriptStep(instant, label, what, step.at().line())));
        });
    }

    private static Optional<String> label(Value value) {
        return Values.name(value).flatMap(name -> !Keys.ACTIONS.contains(name) ? Optional.of(name)
                : value.rejectAs("is the name of an action", "expected a name of its own"));
    }
}
