package dev.magicsock.scenarios.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of one mapping while they are read. */
final class Fields {

    private final Node.Mapping mapping;
    private final String what;
    private final Problems problems;
    private boolean hasUnknown;

    private Fields(Node.Mapping mapping, String what, Problems problems) {
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
    }

    /** Opens a mapping and reports every key that is not known. */
    static Optional<Fields> open(Value value, List<String> knownKeys) {
        Optional<Fields> fields = openAny(value);
        fields.ifPresent(opened -> opened.rejectUnknown(knownKeys));
        return fields;
    }

    /** Opens a mapping whose keys are names. */
    static Optional<Fields> openAny(Value value) {
        return value.node() instanceof Node.Mapping mapping
                ? Optional.of(new Fields(mapping, value.what(), value.problems()))
                : value.reject("expected a mapping of keys to values");
    }

    private void rejectUnknown(List<String> knownKeys) {
        for (Node.Entry entry : mapping.entries()) {
            if (!knownKeys.contains(entry.key())) {
                hasUnknown = true;
                problems.add(entry.keyAt(), what + " has the unknown key " + Quoted.text(entry.key()),
                        Suggestion.oneOf(entry.key(), knownKeys, problems));
            }
        }
    }

    void rejectEmpty(String expected) {
        if (mapping.entries().isEmpty()) {
            problems.add(mapping.at(), what + " has no members", expected);
        }
    }

    String what() {
        return what;
    }

    Position at() {
        return mapping.at();
    }

    Problems problems() {
        return problems;
    }

    List<Node.Entry> entries() {
        return mapping.entries();
    }

    boolean has(String key) {
        return mapping.find(key).isPresent();
    }

    /** The value of a key that is there, with words for messages. */
    Optional<Value> value(String key) {
        return mapping.find(key).map(entry -> new Value(entry.value(), "'" + key + "' of " + what, problems));
    }

    /** Where the value of a key is; the mapping's own place if it is not there. */
    Position at(String key) {
        return mapping.find(key).map(entry -> entry.value().at()).orElse(mapping.at());
    }

    /** The value of a key; empty if it is absent or was rejected. */
    <T> Optional<T> optional(String key, Value.Reader<T> reader) {
        return value(key).flatMap(reader::read);
    }

    /** The value of a key that must be there; empty after a problem was reported. */
    <T> Optional<T> required(String key, Value.Reader<T> reader) {
        if (!has(key)) {
            reject(mapping.at(), what + " lacks '" + key + "'", "expected this key");
        }
        return optional(key, reader);
    }

    /** The value of a key as it is written, on one line; for values that were read without a problem. */
    String plain(String key) {
        return mapping.find(key).map(entry -> plain(entry.value())).orElse("");
    }

    private static String plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence ->
                    sequence.items().stream().map(Fields::plain).collect(Collectors.joining(" and "));
            case Node.Mapping _ -> "";
        };
    }

    /** The only key among these that is there; empty after a problem was reported, which an unknown key is too. */
    Optional<String> exactlyOne(List<String> keys, String role) {
        List<Node.Entry> present = mapping.entries().stream().filter(entry -> keys.contains(entry.key())).toList();
        if (present.size() == 1) {
            return Optional.of(present.getFirst().key());
        }
        if (present.isEmpty() && hasUnknown) {
            return Optional.empty();
        }
        if (present.isEmpty()) {
            reject(mapping.at(), what + " has no " + role, "expected one of " + String.join(", ", keys));
        } else {
            reject(present.get(1).keyAt(), what + " has a second " + role + " '" + present.get(1).key() + "'",
                    "expected only '" + present.getFirst().key() + "' or only this one");
        }
        return Optional.empty();
    }

    void reject(Position at, String wrong, String expected) {
        problems.add(at, wrong, expected);
    }
}
