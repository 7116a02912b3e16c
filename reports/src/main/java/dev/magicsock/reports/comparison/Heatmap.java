package dev.magicsock.reports.comparison;

import dev.magicsock.reports.html.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cells by strategies, coloured by the share of direct worlds; each field leads to its distribution. */
final class Heatmap {

    private final Comparison comparison;
    private final Estimates estimates;
    private final Markup out;

    Heatmap(Comparison comparison, Markup out) {
        this.comparison = comparison;
        this.estimates = comparison.estimates();
        this.out = out;
    }

    void write() {
        out.open("p", "class", "filters needs-script", "hidden", "").open("label").text("Show ")
                .open("select", "id", "metric").leaf("option", "direct, % of the worlds", "value", "0");
        for (Metric metric : Metric.values()) {
            out.leaf("option", "mean " + metric.title(), "value", Integer.toString(metric.ordinal() + 1));
        }
        out.close().close().leaf("span", "A title sorts by its column.", "class", "note").closeLine();
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
                "Heatmap")
                .open("table", "class", "heat", "id", "heat").open("thead").open("tr");
        List<String> titles = new ArrayList<>(List.of("a", "b", "link"));
        titles.addAll(comparison.strategies());
        for (String title : titles) {
            out.open("th", "scope", "col").leaf("button", title, "type", "button", "class", "sort").close();
        }
        out.close().closeLine().open("tbody");
        int number = 0;
        for (Cell cell : comparison.cells()) {
            row(cell, number);
            number++;
        }
        out.close().close().closeLine();
    }

    private void row(Cell cell, int number) {
        out.open("tr").leaf("th", cell.a(), "scope", "row").leaf("th", cell.b(), "scope", "row")
                .leaf("td", cell.link());
        for (int i = 0; i < comparison.strategies().size(); i++) {
            Summary summary = comparison.summary(cell, comparison.strategies().get(i));
            Interval share = estimates.proportion(summary.direct(), summary.worlds());
            String words = Percent.of(summary.successRate());
            out.open("td", "class", "field", "data-values", values(summary), "data-words", words(summary, words),
                    "style", "--v:" + number(summary.successRate()))
                    .leaf("a", words, "href", "#" + Distributions.id(number, i),
                            "title", "95 % together: " + Percent.of(share) + " % of " + summary.worlds() + " worlds")
                    .close();
        }
        out.closeLine();
    }

    private static String values(Summary summary) {
        StringBuilder values = new StringBuilder(number(summary.successRate()));
        for (Metric metric : Metric.values()) {
            values.append('|').append(number(summary.mean(metric)));
        }
        return values.toString();
    }

    private static String words(Summary summary, String share) {
        StringBuilder words = new StringBuilder(share);
        for (Metric metric : Metric.values()) {
            words.append('|').append(metric.words(summary.mean(metric)));
        }
        return words.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
