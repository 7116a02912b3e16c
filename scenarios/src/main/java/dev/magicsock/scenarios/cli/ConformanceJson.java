package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.check.RuleResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the results of a conformance check as one JSON document (RFC 8259), with the rules in their order. */
final class ConformanceJson {

    private static final String FORMAT = "magicsock-relay-conformance-1";

    private ConformanceJson() {
    }

    static String of(String relay, List<RuleResult> results) {
        return results.stream().map(ConformanceJson::result).collect(Collectors.joining(",\n",
                "{\n  \"format\": " + text(FORMAT) + ",\n  \"relay\": " + text(relay) + ",\n  \"rules\": [\n",
                "\n  ]\n}"));
    }

    private static String result(RuleResult result) {
        return "    {\"id\": " + text(result.id()) + ", \"section\": " + text(result.section())
                + ", \"rule\": " + text(result.rule())
                + ", \"outcome\": " + text(result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                + ", \"tookMicros\": " + result.took().toNanos() / 1000
                + ", \"detail\": " + text(result.detail()) + "}";
    }

    /** Everything but plain ASCII as an escape: valid whatever a relay said. */
    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                json.append(c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return json.append('"').toString();
    }
}
