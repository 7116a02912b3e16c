package dev.magicsock.reports.comparison;

import dev.magicsock.reports.html.Markup;
import java.util.Arrays;
import java.util.Locale;

/** What is behind each field of the heatmap: how the worlds differ, and how to see a typical and the worst one. */
final class Distributions {

    /** Some kilobytes each; beyond this the page would be too large to be opened with pleasure. */
    private static final int MAX = 1000;

    private static final int BARS = 30;
    private static final int BAR = 12;
    private static final int HEIGHT = 70;

    private final Comparison comparison;
    private final int seconds;
    private final Markup out;

    Distributions(Comparison comparison, int seconds, Markup out) {
        this.comparison = comparison;
        this.seconds = seconds;
        this.out = out;
    }

    static String id(int cell, int strategy) {
        return "cell-" + cell + "-" + strategy;
    }

    void write() {
        int written = 0;
        for (int i = 0; i < comparison.cells().size(); i++) {
            for (int j = 0; j < comparison.strategies().size(); j++) {
                if (written++ < MAX) {
                    field(i, j);
                }
            }
        }
        if (written > MAX) {
            out.leaf("p", (written - MAX) + " further fields have no distribution here: compare fewer cells at once to "
                    + "see theirs.", "class", "note");
        }
    }

    private void field(int number, int strategy) {
        Cell cell = comparison.cells().get(number);
        Summary summary = comparison.summary(cell, comparison.strategies().get(strategy));
        out.open("details", "id", id(number, strategy)).open("summary").leaf("h3", cell.label() + ": "
                + summary.strategy()).text(" \u2014 direct in " + summary.direct() + " of " + summary.worlds()
                + " worlds, " + summary.distinct() + " distinct outcomes").closeLine();
        quantiles(summary);
        histogram(summary, Metric.DIRECT, "Time to direct; the last bar is the end of the run, where never is");
        histogram(summary, Metric.PROBES, "Probes");
        replay("A typical world", cell, summary.typical());
        replay("The worst world", cell, summary.worst());
        out.closeLine();
    }

    private void quantiles(Summary summary) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
                "Figures of " + summary.strategy())
                .open("table", "class", "figures").open("thead").open("tr");
        for (String title : new String[] {"", "mean", "least", "median", "90 %", "most"}) {
            out.leaf("th", title, "scope", "col", "class", "number");
        }
        out.close().closeLine().open("tbody");
        for (Metric metric : Metric.values()) {
            out.open("tr").leaf("th", metric.title(), "scope", "row");
            out.leaf("td", metric.words(summary.mean(metric)), "class", "number");
            for (double share : new double[] {0, 0.5, 0.9, 1}) {
                out.leaf("td", metric.words(summary.quantile(metric, share)), "class", "number");
            }
            out.closeLine();
        }
        out.close().close().closeLine();
    }

    private void histogram(Summary summary, Metric metric, String title) {
        long[] values = summary.values(metric);
        long most = Math.max(1, Arrays.stream(values).max().orElse(1));
        int[] bars = new int[BARS];
        for (long value : values) {
            bars[(int) Math.min(BARS - 1, (double) value * BARS / most)]++;
        }
        int highest = Arrays.stream(bars).max().orElse(1);
        out.open("figure").leaf("figcaption", title + "; from 0 to " + metric.words(most) + ", the highest bar is "
                + highest + " worlds", "class", "note");
        out.open("svg", "viewBox", "0 0 " + BARS * BAR + " " + HEIGHT, "class", "histogram", "role", "img",
                "aria-label", title);
        for (int i = 0; i < BARS; i++) {
            double height = (double) HEIGHT * bars[i] / highest;
            if (bars[i] > 0) {
                out.open("rect", "x", Integer.toString(i * BAR), "width", Integer.toString(BAR - 1),
                        "y", decimal(HEIGHT - height), "height", decimal(height))
                        .leaf("title", bars[i] + " worlds up to " + metric.words((double) most * (i + 1) / BARS))
                        .close();
            }
        }
        out.close().closeLine();
    }

    private void replay(String title, Cell cell, Trial trial) {
        out.open("p", "class", "replay").text(title + " ").leaf("code", "./magicsock world --a " + cell.a() + " --b "
                + cell.b() + " --link " + cell.link() + " --strategy " + trial.strategy() + " --seed " + trial.seed()
                + " --seconds " + seconds + " > world.yaml && ./run-scenario world.yaml").closeLine();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
