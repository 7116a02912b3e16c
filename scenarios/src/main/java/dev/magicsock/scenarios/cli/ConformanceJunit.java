package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.check.RuleResult;
import dev.magicsock.reports.junit.JunitXml;
import dev.magicsock.reports.junit.TestSuite;
import java.util.List;

/** Writes the results of a conformance check as the XML that CI systems read of JUnit. */
final class ConformanceJunit {

    private ConformanceJunit() {
    }

    static String of(String relay, List<RuleResult> results) {
        return JunitXml.of(new TestSuite("relay conformance of " + relay,
                results.stream().map(ConformanceJunit::test).toList()));
    }

    private static TestSuite.Case test(RuleResult result) {
        return new TestSuite.Case("relay-protocol." + result.section().replace('.', '-'),
                result.id() + ": " + result.rule(), result.took(), outcome(result));
    }

    private static TestSuite.Result outcome(RuleResult result) {
        return switch (result.outcome()) {
            case PASSED -> new TestSuite.Passed();
            case FAILED -> new TestSuite.Failed(result.detail(), "");
            case NOT_APPLICABLE -> new TestSuite.Skipped(result.detail());
        };
    }
}
