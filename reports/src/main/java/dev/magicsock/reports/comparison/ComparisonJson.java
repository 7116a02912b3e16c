package dev.magicsock.reports.comparison;

import dev.magicsock.reports.html.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Writes what a comparison comes to as one compact JSON document. Ratios have six digits, means three. */
public final class ComparisonJson {

    /** Name and version of the format. */
    public static final String FORMAT = "magicsock-comparison/1";
    private static final String SCHEMA = "comparison-v1.schema.json";

    private final Comparison comparison;
    private final Estimates estimates;
    private final Json json = new Json();

    private ComparisonJson(Comparison comparison) {
        this.comparison = comparison;
        this.estimates = comparison.estimates();
    }

    /** The JSON Schema of the document. */
    public static String schema() {
        try (InputStream in = ComparisonJson.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of comparisons cannot be read", e);
        }
    }

    /** The document, without a line feed. */
    public static String render(Comparison comparison) {
        return new ComparisonJson(comparison).document();
    }

    private String document() {
        json.object().key("format").value(FORMAT).key("strategies").array();
        comparison.strategies().forEach(json::value);
        json.endArray().key("overall").array();
        for (Summary summary : comparison.overall()) {
            json.object();
            summary(summary, Optional.empty());
            json.key("paretoFront").value(comparison.isOnParetoFront(summary)).endObject();
        }
        json.endArray().key("cells").array();
        comparison.cells().forEach(this::cell);
        return json.endArray().endObject().toString();
    }

    private void cell(Cell cell) {
        json.object().key("a").value(cell.a()).key("b").value(cell.b()).key("link").value(cell.link())
                .key("strategies").array();
        for (String strategy : comparison.strategies()) {
            Summary summary = comparison.summary(cell, strategy);
            json.object();
            summary(summary, Optional.of(cell));
            json.key("typicalSeed").value(summary.typical().seed()).key("worstSeed").value(summary.worst().seed())
                    .endObject();
        }
        json.endArray().endObject();
    }

    private void summary(Summary summary, Optional<Cell> cell) {
        Interval share = estimates.proportion(summary.direct(), summary.worlds());
        json.key("strategy").value(summary.strategy()).key("worlds").value(summary.worlds())
                .key("distinctOutcomes").value(summary.distinct()).key("direct").value(summary.direct())
                .key("directRatio").number(ratio(summary.successRate()))
                .key("directRatioLow").number(ratio(share.low())).key("directRatioHigh").number(ratio(share.high()));
        PairedTest test = comparison.againstReference(summary.strategy(), cell);
        json.key("againstFirst").object().key("better").value(test.better()).key("worse").value(test.worse())
                .key("verdict").value(test.verdict(comparison.tests())).endObject().key("metrics").object();
        for (Metric metric : Metric.values()) {
            json.key(metric.key()).object().key("mean").number(mean(summary.mean(metric)));
            summary.interval(metric, estimates).ifPresent(interval -> json.key("low").number(mean(interval.low()))
                    .key("high").number(mean(interval.high())));
            json.key("median").value(summary.quantile(metric, 0.5)).key("p90").value(summary.quantile(metric, 0.9))
                    .key("max").value(summary.quantile(metric, 1)).endObject();
        }
        json.endObject().key("sent").object();
        for (Purpose purpose : Purpose.values()) {
            json.key(purpose.label()).object().key("packets").number(mean(summary.meanPackets(purpose)))
                    .key("bytes").number(mean(summary.meanBytes(purpose))).endObject();
        }
        json.endObject();
        budgets(summary);
    }

    private void budgets(Summary summary) {
        json.key("directWithinProbes").array();
        for (long budget : Budgets.PROBES) {
            long direct = Budgets.direct(summary, budget);
            Interval share = estimates.proportion(direct, summary.worlds());
            json.object().key("probes").value(budget).key("direct").value(direct)
                    .key("ratio").number(ratio((double) direct / summary.worlds()))
                    .key("low").number(ratio(share.low())).key("high").number(ratio(share.high())).endObject();
        }
        json.endArray();
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String mean(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
