package dev.magicsock.reports.comparison;

import dev.magicsock.reports.html.Markup;
import java.util.Locale;
import java.util.Optional;

/** The strategies over all cells: shares, means, and the front of success against cost as a drawing. */
final class OverallTable {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 220;
    private static final int LEFT = 50;
    private static final int BOTTOM = 34;

    private final Comparison comparison;
    private final Estimates estimates;
    private final Markup out;

    OverallTable(Comparison comparison, Markup out) {
        this.comparison = comparison;
        this.estimates = comparison.estimates();
        this.out = out;
    }

    void write() {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
                "The strategies over all cells")
                .open("table", "class", "figures").open("thead").open("tr");
        for (String title : new String[] {"strategy", "worlds", "distinct outcomes", "direct", "against the first",
            "on the front"}) {
            out.leaf("th", title, "scope", "col");
        }
        for (Metric metric : Metric.values()) {
            out.leaf("th", metric.title(), "scope", "col", "class", "number");
        }
        out.close().closeLine().open("tbody");
        comparison.overall().forEach(this::row);
        out.close().close().closeLine();
        front();
    }

    private void row(Summary summary) {
        Interval share = estimates.proportion(summary.direct(), summary.worlds());
        boolean first = summary.strategy().equals(comparison.strategies().getFirst());
        out.open("tr").leaf("th", summary.strategy(), "scope", "row")
                .leaf("td", Integer.toString(summary.worlds()), "class", "number")
                .leaf("td", Long.toString(summary.distinct()), "class", "number")
                .leaf("td", Percent.of(summary.successRate()) + " % (" + Percent.of(share) + ")")
                .leaf("td", first ? "" : comparison.againstReference(summary.strategy(), Optional.empty())
                        .verdict(comparison.tests()))
                .leaf("td", comparison.isOnParetoFront(summary) ? "yes" : "");
        for (Metric metric : Metric.values()) {
            String margin = summary.interval(metric, estimates)
                    .map(interval -> "\u00b1 " + metric.words(interval.high() - summary.mean(metric))).orElse("");
            out.open("td", "class", "number").text(metric.words(summary.mean(metric))).single("br")
                    .leaf("small", margin, "class", "note").close();
        }
        out.closeLine();
    }

    private void front() {
        double most = comparison.overall().stream().mapToDouble(summary -> summary.mean(Metric.PROBES)).max().orElse(0);
        out.open("figure").leaf("figcaption", "Share of direct worlds (up) against probes per world (right); filled "
                + "points are on the front: none is direct as often for fewer probes.", "class", "note");
        out.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "class", "front", "role", "img",
                "aria-label", "success against cost");
        for (int share = 0; share <= 100; share += 25) {
            String y = number(y(share / 100.0));
            out.single("line", "x1", number(LEFT), "x2", number(WIDTH - 10), "y1", y, "y2", y, "class", "grid");
            out.leaf("text", share + " %", "x", number(LEFT - 6), "y", y, "text-anchor", "end", "dy", ".35em");
        }
        out.leaf("text", "0", "x", number(LEFT), "y", number(HEIGHT - 14), "text-anchor", "middle");
        out.leaf("text", Metric.PROBES.words(most) + " probes", "x", number(WIDTH - 10), "y", number(HEIGHT - 14),
                "text-anchor", "end");
        for (Summary summary : comparison.overall()) {
            double x = LEFT + (WIDTH - LEFT - 130) * (most == 0 ? 0 : summary.mean(Metric.PROBES) / most);
            out.single("circle", "cx", number(x), "cy", number(y(summary.successRate())), "r", "5",
                    "class", comparison.isOnParetoFront(summary) ? "point on" : "point");
            out.leaf("text", summary.strategy(), "x", number(x + 9), "y", number(y(summary.successRate())),
                    "dy", "-.4em");
        }
        out.close().closeLine();
    }

    private static double y(double share) {
        return 14 + (HEIGHT - BOTTOM - 14) * (1 - share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
