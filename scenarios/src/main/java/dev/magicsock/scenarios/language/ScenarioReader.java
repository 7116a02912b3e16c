package dev.magicsock.scenarios.language;

import dev.magicsock.punch.Strategies;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads scenario files. Stateless: the same bytes always give the same result, and no bytes give an exception.
 *
 * <p>All independent problems of a file are reported at once. What makes the rest unreadable is reported alone: a file
 * over {@value #MAX_BYTES} bytes, bytes that are not UTF-8, text that is not YAML, a key that is there twice.
 */
public final class ScenarioReader {

    /** 1 MiB: thousands of hosts fit; more is a mistake or an attack. */
    public static final int MAX_BYTES = 1 << 20;

    /** The version of the language that this reader knows. */
    public static final int VERSION = 1;

    /** How many routers, hosts, relays and endpoints a file may have, each; every check is fast up to here. */
    static final int MAX_MEMBERS = 2000;

    /** After the last thing that a file mentions a run goes on for this long, so that what is under way can arrive. */
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final Duration MAX_DURATION = Duration.ofDays(7);
    private static final long DEFAULT_SEED = 1;

    private ScenarioReader() {
    }

    /** @param bytes the whole file */
    public static ReadResult read(byte[] bytes) {
        return read(bytes, Strategies.BUILT_IN);
    }

    /**
     * @param bytes      the whole file
     * @param strategies those that endpoints may name
     */
    public static ReadResult read(byte[] bytes, Strategies strategies) {
        Problems problems = new Problems();
        Optional<Scenario> scenario = FileText.decode(bytes, problems)
                .flatMap(text -> YamlTree.parse(text, problems))
                .flatMap(root -> scenario(new Value(root, "the scenario", problems), strategies));
        if (problems.count() == 0 && scenario.isPresent()) {
            return new ReadResult.Valid(scenario.get());
        }
        List<Problem> kept = problems.inFileOrder();
        return new ReadResult.Invalid(kept, problems.count() - kept.size());
    }

    private static Optional<Scenario> scenario(Value root, Strategies strategies) {
        if (!(root.node() instanceof Node.Mapping mapping)) {
            return root.reject("expected a mapping with the keys " + String.join(", ", Keys.SCENARIO));
        }
        return Sizes.areWithinBounds(mapping, root.problems())
                ? Fields.open(root, Keys.SCENARIO).flatMap(fields -> sections(fields, mapping, strategies))
                : Optional.empty();
    }

    private static Optional<Scenario> sections(Fields root, Node.Mapping mapping, Strategies strategies) {
        Names names = Names.of(mapping);
        ScriptOutline outline = ScriptOutline.of(mapping);
        if (!names.areCertain()) {
            root.problems().makeNamesUncertain();
        }
        root.optional("version", Values.integer(VERSION, VERSION));
        Optional<String> name = root.required("name", Values::name);
        String about = root.optional("about", Values::text).orElse("");
        long seed = root.optional("seed", Values.integer(0, 999_999_999_999_999_999L)).orElse(DEFAULT_SEED);
        Optional<NetworkSpec> network = root.required("network", value -> NetworkReader.read(value, names));
        List<EndpointSpec> endpoints = root.required("endpoints",
                value -> Optional.of(EndpointReader.read(value, names, strategies))).orElse(List.of());
        List<ScriptStep> script = root.required("script",
                value -> Optional.of(ScriptReader.read(value, names, outline))).orElse(List.of());
        List<Expectation> expectations = root.required("expect",
                value -> Optional.of(ExpectationReader.read(value, names, outline))).orElse(List.of());
        Duration needed = lastMoment(script, expectations);
        Duration duration = root.optional("duration", value -> duration(value, needed)).orElse(needed.plus(SETTLING));
        if (duration.compareTo(MAX_DURATION) > 0) {
            root.reject(root.at(), "the script lasts until " + Units.text(needed), "expected less than 7 days");
        }
        return name.flatMap(given -> network.map(built ->
                new Scenario(given, about.strip(), seed, duration, built, endpoints, script, expectations)));
    }

    private static Optional<Duration> duration(Value value, Duration needed) {
        return Values.positiveDuration(value).flatMap(duration -> {
            if (duration.compareTo(needed) < 0) {
                return value.rejectAs("is " + Units.text(duration) + ", but the file speaks of " + Units.text(needed),
                        "expected at least " + Units.text(needed));
            }
            return Optional.of(duration);
        });
    }

    /** The last moment that a step or an expectation is about. */
    private static Duration lastMoment(List<ScriptStep> script, List<Expectation> expectations) {
        Stream<Duration> ofScript = script.stream().flatMap(step -> endsOf(step));
        Stream<Duration> ofExpectations = expectations.stream().map(expectation -> switch (expectation.when()) {
            case Expectation.When.By by -> by.limit();
            case Expectation.When.Throughout throughout -> throughout.to();
            case Expectation.When.Never never -> never.to().orElse(never.from());
            case Expectation.When.InTheEnd _ -> Duration.ZERO;
        });
        return Stream.concat(ofScript, ofExpectations).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Stream<Duration> endsOf(ScriptStep step) {
        Duration end = switch (step.action()) {
            case ScriptAction.Traffic traffic -> traffic.until();
            case ScriptAction.QuicTraffic traffic -> traffic.until();
            default -> step.at();
        };
        return Stream.concat(Stream.of(end), step.until().stream());
    }
}
