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
                "{\n  \"format\": " + JsonText.of(FORMAT) + ",\n  \"relay\": " + JsonText.of(relay)
                + ",\n  \"rules\": [\n",
                "\n  ]\n}"));
    }

    private static String result(RuleResult result) {
        return "    {\"id\": " + JsonText.of(result.id()) + ", \"section\": " + JsonText.of(result.section())
                + ", \"rule\": " + JsonText.of(result.rule())
                + ", \"outcome\": " + JsonText.of(result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                + ", \"tookMicros\": " + result.took().toNanos() / 1000
                + ", \"detail\": " + JsonText.of(result.detail()) + "}";
    }
}
