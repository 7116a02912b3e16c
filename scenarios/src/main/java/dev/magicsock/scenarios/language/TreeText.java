package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.ScenarioTree.Items;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import dev.magicsock.scenarios.language.ScenarioTree.Scalar;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes trees as YAML: sections and their members on lines of their own, what is within them in braces and brackets.
 */
final class TreeText {

    /** What reads back as the same text without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/%-]*(?: [A-Za-z0-9._/%-]+)*");

    /** YAML 1.2.2 section 10.3.2: plain text that is a number, a truth or nothing instead. */
    private static final Pattern OTHERWISE = Pattern.compile(
            "null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+.0-9][-+.0-9eE_xoA-Fa-f]*");

    private static final int BLOCK_DEPTH = 2;

    private final StringBuilder out = new StringBuilder();

    private TreeText() {
    }

    static String write(Mapping root) {
        TreeText text = new TreeText();
        text.block(root, 0);
        return text.out.toString();
    }

    /** Whether a text would read as something else, or not at all, without quotes. */
    static boolean needsQuotes(String text) {
        return !PLAIN.matcher(text).matches() || OTHERWISE.matcher(text).matches();
    }

    private void block(Mapping mapping, int depth) {
        for (Map.Entry<String, ScenarioTree> entry : mapping.entries().entrySet()) {
            out.append("  ".repeat(depth)).append(key(entry.getKey())).append(':');
            switch (entry.getValue()) {
                case Mapping inner when depth < BLOCK_DEPTH && !inner.entries().isEmpty() -> {
                    out.append('\n');
                    block(inner, depth + 1);
                }
                case Items(var items) when depth == 0 && !items.isEmpty() -> {
                    out.append('\n');
                    items.forEach(item -> out.append("  - ").append(flow(item)).append('\n'));
                }
                case ScenarioTree value -> out.append(' ').append(flow(value)).append('\n');
            }
        }
    }

    private static String flow(ScenarioTree tree) {
        return switch (tree) {
            case Mapping(var entries) -> entries.isEmpty() ? "{}" : entries.entrySet().stream()
                    .map(entry -> key(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
            case Items(var items) -> items.stream().map(TreeText::flow).collect(Collectors.joining(", ", "[", "]"));
            case Scalar(String text, boolean quoted) -> quoted ? quoted(text) : text;
        };
    }

    private static String key(String key) {
        return needsQuotes(key) ? quoted(key) : key;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                quoted.append(c);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
