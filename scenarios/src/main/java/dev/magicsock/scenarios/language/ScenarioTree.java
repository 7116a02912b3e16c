package dev.magicsock.scenarios.language;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario file as plain data, to be changed and written again; comments and layout are lost. Immutable.
 *
 * <p>A tree need not be a scenario: only {@link ScenarioReader} knows whether what {@link #text} writes is one.
 */
public sealed interface ScenarioTree {

    /** Keys and values in the order of the file. */
    record Mapping(Map<String, ScenarioTree> entries) implements ScenarioTree {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a key. */
        public Optional<ScenarioTree> find(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** The same with another value of this key, which comes last if it is new. */
        public Mapping with(String key, ScenarioTree value) {
            Map<String, ScenarioTree> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed);
        }

        /** The same without a key. */
        public Mapping without(String key) {
            Map<String, ScenarioTree> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Mapping(changed);
        }

        /** The whole file. */
        public String text() {
            return TreeText.write(this);
        }
    }

    /** A list. */
    record Items(List<ScenarioTree> items) implements ScenarioTree {

        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A single value.
     *
     * @param quoted whether only quotes make it text
     */
    record Scalar(String text, boolean quoted) implements ScenarioTree {

        /** A word or a quantity, which needs no quotes. */
        public static Scalar of(String text) {
            return new Scalar(text, false);
        }

        /** A duration in the largest unit that leaves no fraction. */
        public static Scalar of(Duration duration) {
            return of(Units.text(duration));
        }

        /** The duration that it says, if it says one. */
        public Optional<Duration> duration() {
            return quoted ? Optional.empty() : Units.duration(text);
        }
    }

    /** How many keys, items and values it has. */
    default int size() {
        return switch (this) {
            case Mapping(var entries) -> entries.values().stream().mapToInt(value -> 1 + value.size()).sum();
            case Items(var items) -> items.stream().mapToInt(ScenarioTree::size).sum();
            case Scalar _ -> 1;
        };
    }

    /**
     * Reads plain data in YAML, or in JSON: a mapping, as {@link ScenarioReader} wants it, whatever its keys are.
     *
     * @throws IllegalArgumentException if it is none; the message says where and why
     */
    static Mapping read(byte[] scenario) {
        Problems problems = new Problems();
        Optional<Node> root = FileText.decode(scenario, problems).flatMap(text -> YamlTree.parse(text, problems));
        if (root.isPresent() && of(root.get()) instanceof Mapping mapping) {
            return mapping;
        }
        throw new IllegalArgumentException(problems.inFileOrder().stream().findFirst()
                .map(problem -> problem.at() + ": " + problem.wrong() + "; " + problem.expected())
                .orElse("1:1: this is no mapping; expected keys with values"));
    }

    private static ScenarioTree of(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                Map<String, ScenarioTree> entries = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> entries.put(entry.key(), of(entry.value())));
                yield new Mapping(entries);
            }
            case Node.Sequence sequence -> {
                List<ScenarioTree> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(of(item)));
                yield new Items(items);
            }
            case Node.Scalar scalar -> new Scalar(scalar.text(),
                    scalar.kind() == Node.Scalar.Kind.TEXT && TreeText.needsQuotes(scalar.text()));
        };
    }
}
