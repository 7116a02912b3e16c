package dev.magicsock.scenarios.language;

import java.util.List;
import java.util.Optional;

/** A YAML document with the position of everything in it. */
sealed interface Node {

    Position at();

    /** What it is, for the sentence "the size is ...". */
    String describe();

    /** Keys and values in the order of the file; no key twice. */
    record Mapping(Position at, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** One key with its value. */
    record Entry(Position keyAt, String key, Node value) {
    }

    /** A list. */
    record Sequence(Position at, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param kind what YAML's core schema takes it for
     */
    record Scalar(Position at, String text, Kind kind) implements Node {

        @Override
        public String describe() {
            return switch (kind) {
                case NULL -> "empty";
                case TEXT -> (looksLikeAnother() ? "the text " : "") + Quoted.text(text);
                case NUMBER, BOOLEAN -> Quoted.text(text);
            };
        }

        /** Whether only its quotes make it text. */
        private boolean looksLikeAnother() {
            return text.equals("true") || text.equals("false")
                    || !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '.');
        }

        enum Kind { TEXT, NUMBER, BOOLEAN, NULL }
    }
}
