package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Scalar;
import dev.magicsock.scenarios.language.Node.Scalar.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A node with the words for it: what every reader of a value needs to read it or to reject it.
 *
 * @param what the value's role, for the sentence "the size in the traffic is ..."
 */
record Value(Node node, String what, Problems problems) {

    /** Reads one value; empty after a problem was reported. */
    interface Reader<T> {
        Optional<T> read(Value value);
    }

    /** The same value under another name. */
    Value as(String name) {
        return new Value(node, name, problems);
    }

    /** Reports that the value is not what was expected. */
    <T> Optional<T> reject(String expected) {
        return rejectAs("is " + node.describe(), expected);
    }

    /** Reports a problem of its own kind about this value. */
    <T> Optional<T> rejectAs(String wrong, String expected) {
        problems.add(node.at(), what + " " + wrong, expected);
        return Optional.empty();
    }

    /** The text of a value that is text. */
    Optional<String> text() {
        return scalar(Kind.TEXT);
    }

    /** The digits of a value that is a number. */
    Optional<String> number() {
        return scalar(Kind.NUMBER);
    }

    /** The value of {@code true} and {@code false}, which YAML takes for itself. */
    Optional<Boolean> truth() {
        return scalar(Kind.BOOLEAN).map(text -> text.equals("true"));
    }

    private Optional<String> scalar(Kind kind) {
        return node instanceof Scalar scalar && scalar.kind() == kind ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** The items if it is a list of at most {@code max} ones. */
    Optional<List<Value>> items(String expected, int max) {
        if (!(node instanceof Node.Sequence sequence)) {
            return reject(expected);
        }
        if (sequence.items().size() > max) {
            return rejectAs("has " + sequence.items().size() + " items", "expected at most " + max);
        }
        return Optional.of(sequence.items().stream().map(item -> new Value(item, "an item of " + what, problems))
                .toList());
    }

    /** A name that the file declares; any, where the file's own mistakes make it uncertain what it declares. */
    Optional<String> declared(Collection<String> names) {
        return problems.namesAreUncertain() && text().isPresent() ? text() : word(names);
    }

    /** One of these words. */
    Optional<String> word(Collection<String> words) {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return reject(Suggestion.oneOf("", words, problems));
        }
        return words.contains(text.get()) ? text : reject(Suggestion.oneOf(text.get(), words, problems));
    }
}
