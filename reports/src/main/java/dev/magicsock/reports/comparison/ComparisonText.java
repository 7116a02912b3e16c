package dev.magicsock.reports.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows a comparison to a person: over all cells, and then how many get direct in each. ASCII. */
public final class ComparisonText {

    private static final List<Metric> SHOWN = List.of(Metric.FIRST_BYTE, Metric.DIRECT, Metric.PROBES, Metric.PACKETS,
            Metric.MAPPINGS, Metric.RELAY_BYTES, Metric.FLAPS, Metric.GAP, Metric.LOST);

    private final Comparison comparison;
    private final Estimates estimates;
    private final StringBuilder out = new StringBuilder();

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
        this.estimates = comparison.estimates();
    }

    /** Ends with a line feed. */
    public static String render(Comparison comparison) {
        ComparisonText text = new ComparisonText(comparison);
        text.head();
        text.success();
        text.means();
        text.purposes();
        text.budgets();
        text.cells();
        text.legend();
        return text.out.toString();
    }

    private void head() {
        int worlds = comparison.trials().size() / comparison.strategies().size();
        out.append(count(comparison.strategies().size(), "strategy", "strategies")).append(" in the same ")
                .append(count(worlds, "world", "worlds")).append(" of ")
                .append(count(comparison.cells().size(), "cell", "cells")).append("\n\n");
    }

    private void success() {
        TextTable table = new TextTable(1);
        table.row(List.of("strategy", "worlds", "distinct", "direct %", "95 % together", "against the first", "front"));
        for (Summary summary : comparison.overall()) {
            Interval interval = estimates.proportion(summary.direct(), summary.worlds());
            table.row(List.of(summary.strategy(), Integer.toString(summary.worlds()), Long.toString(summary.distinct()),
                    Percent.of(summary.successRate()), Percent.of(interval), against(summary),
                    comparison.isOnParetoFront(summary) ? "*" : ""));
        }
        out.append(table.render()).append('\n');
    }

    private String against(Summary summary) {
        return summary.strategy().equals(comparison.strategies().getFirst()) ? "-"
                : comparison.againstReference(summary.strategy(), Optional.empty()).verdict(comparison.tests());
    }

    private void means() {
        TextTable table = new TextTable(1);
        List<String> head = new ArrayList<>(List.of("means"));
        SHOWN.forEach(metric -> head.add(metric.title()));
        table.row(head);
        for (Summary summary : comparison.overall()) {
            List<String> row = new ArrayList<>(List.of(summary.strategy()));
            SHOWN.forEach(metric -> row.add(metric.words(summary.mean(metric))));
            table.row(row);
            List<String> margins = new ArrayList<>(List.of(""));
            SHOWN.forEach(metric -> margins.add(margin(summary, metric)));
            table.row(margins);
        }
        out.append(table.render()).append('\n');
    }

    private void purposes() {
        TextTable table = new TextTable(1);
        List<String> head = new ArrayList<>(List.of("sent for"));
        for (Purpose purpose : Purpose.values()) {
            head.add(purpose.label());
            head.add("");
        }
        table.row(head);
        for (Summary summary : comparison.overall()) {
            List<String> row = new ArrayList<>(List.of(summary.strategy()));
            for (Purpose purpose : Purpose.values()) {
                row.add(Metric.PACKETS.words(summary.meanPackets(purpose)));
                row.add(Metric.RELAY_BYTES.words(summary.meanBytes(purpose)));
            }
            table.row(row);
        }
        out.append(table.render()).append('\n');
    }

    private void budgets() {
        TextTable table = new TextTable(1);
        List<String> head = new ArrayList<>(List.of("direct % within"));
        Budgets.PROBES.forEach(budget -> head.add(budget + " probes"));
        table.row(head);
        for (Summary summary : comparison.overall()) {
            List<String> row = new ArrayList<>(List.of(summary.strategy()));
            for (long budget : Budgets.PROBES) {
                long direct = Budgets.direct(summary, budget);
                row.add(Percent.of((double) direct / summary.worlds()) + " ("
                        + Percent.of(estimates.proportion(direct, summary.worlds())) + ")");
            }
            table.row(row);
        }
        out.append(table.render()).append('\n');
    }

    private String margin(Summary summary, Metric metric) {
        return summary.interval(metric, estimates)
                .map(interval -> "+-" + metric.words(interval.high() - summary.mean(metric))).orElse("");
    }

    private void cells() {
        TextTable table = new TextTable(3);
        List<String> head = new ArrayList<>(List.of("direct % of", "", ""));
        head.addAll(comparison.strategies());
        table.row(head);
        for (Cell cell : comparison.cells()) {
            List<String> row = new ArrayList<>(List.of(cell.a(), cell.b(), cell.link()));
            for (String strategy : comparison.strategies()) {
                Summary summary = comparison.summary(cell, strategy);
                row.add(Percent.of(summary.successRate()) + " ("
                        + Percent.of(estimates.proportion(summary.direct(), summary.worlds())) + ")");
            }
            table.row(row);
        }
        out.append(table.render()).append('\n');
    }

    private void legend() {
        out.append("""
                direct: both sides send directly at the end. Times count from connecting; what never came counts as
                the whole run, so the means are restricted means. All intervals hold together with 95 % (Wilson's for
                shares, Student's for means; none where outcomes do not differ or are too few). 'against the first' is
                McNemar's exact test in the same worlds, corrected for the number of tests.
                sent for: packets and bytes that a world takes in the mean, of all hosts. direct % within: of an equal
                budget; probes and punches of both sides until both were direct.
                front *: no other strategy is direct as often for fewer probes.
                """);
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
