package dev.magicsock.reports.comparison;

import dev.magicsock.reports.html.Assets;
import dev.magicsock.reports.html.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A comparison as one self-contained HTML file: what became worse, the strategies over all cells, a heatmap of cells
 * and strategies, and the distribution behind each of its fields. Equal comparisons give equal bytes; nothing is loaded
 * from anywhere.
 */
public final class ComparisonHtml {

    private final Comparison comparison;
    private final int seconds;
    private final Optional<List<Regression>> regressions;
    private final Markup out = new Markup();

    private ComparisonHtml(Comparison comparison, int seconds, Optional<List<Regression>> regressions) {
        this.comparison = comparison;
        this.seconds = seconds;
        this.regressions = regressions;
    }

    /**
     * The page as text.
     *
     * @param seconds     for how long each world was watched; what replays a world is told so
     * @param regressions since a baseline; empty without one
     */
    public static String render(Comparison comparison, int seconds, Optional<List<Regression>> regressions) {
        return new ComparisonHtml(comparison, seconds, regressions).page();
    }

    private String page() {
        String script = "\"use strict\";\n(() => {\n" + resource("comparison.js") + Assets.read("theme.js") + "})();\n";
        out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(script);
        out.open("body");
        out.leaf("a", "Skip to the heatmap", "class", "skip", "href", "#heatmap").trusted("\n");
        header();
        out.open("main", "id", "main");
        regressions.ifPresent(this::regressions);
        section("overall", "Over all cells", () -> new OverallTable(comparison, out).write());
        section("heatmap", "Heatmap", () -> new Heatmap(comparison, out).write());
        section("cells", "Distributions", () -> new Distributions(comparison, seconds, out).write());
        out.closeLine();
        footer();
        out.open("script").trusted(script).closeLine();
        out.close().closeLine();
        return out.toString();
    }

    private void head(String script) {
        out.open("head").single("meta", "charset", "utf-8").trusted("\n");
        out.single("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; script-src '"
                + Assets.hash(script) + "'; style-src 'unsafe-inline'; img-src data:").trusted("\n");
        out.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").trusted("\n");
        out.single("meta", "name", "color-scheme", "content", "light dark").trusted("\n");
        out.leaf("title", "Comparison of " + String.join(", ", comparison.strategies())).trusted("\n");
        out.single("link", "rel", "icon", "href", "data:,").trusted("\n");
        out.open("style").trusted(Assets.style()).trusted(resource("comparison.css")).closeLine();
        out.closeLine();
    }

    private void header() {
        out.open("header", "class", "top").open("div", "class", "title");
        regressions.ifPresent(found -> out.leaf("span", found.isEmpty() ? "NOT WORSE" : "WORSE",
                "class", found.isEmpty() ? "badge good" : "badge bad"));
        out.leaf("h1", "Comparison of " + String.join(", ", comparison.strategies()));
        out.leaf("button", "Theme: system", "type", "button", "id", "theme", "class", "needs-script", "hidden", "");
        out.closeLine();
        int worlds = comparison.trials().size() / comparison.strategies().size();
        out.open("ul", "class", "facts").leaf("li", worlds + " worlds, the same for every strategy")
                .leaf("li", comparison.cells().size() + " cells")
                .leaf("li", seconds + " s from connecting on").closeLine();
        out.open("nav", "aria-label", "Sections").leaf("a", "Over all cells", "href", "#overall")
                .leaf("a", "Heatmap", "href", "#heatmap").leaf("a", "Distributions", "href", "#cells").closeLine();
        out.closeLine();
    }

    private void regressions(List<Regression> found) {
        section("regressions", "Since the baseline", () -> {
            out.leaf("p", found.isEmpty() ? "Nothing became worse in the worlds that both have."
                    : "What became worse in the worlds that both have, the largest first:");
            if (!found.isEmpty()) {
                out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Regressions")
                        .open("table").open("thead").open("tr");
                List.of("cell", "strategy", "worse").forEach(title -> out.leaf("th", title, "scope", "col"));
                out.close().closeLine().open("tbody");
                found.forEach(each -> out.open("tr").leaf("td", each.cell().label()).leaf("td", each.strategy())
                        .leaf("td", each.what(), "class", "bad").closeLine());
                out.close().close().closeLine();
            }
        });
    }

    private void section(String id, String title, Runnable contents) {
        out.open("section", "id", id, "aria-labelledby", id + "-h").leaf("h2", title, "id", id + "-h").trusted("\n");
        contents.run();
        out.closeLine();
    }

    private void footer() {
        out.open("footer").open("p").text("Direct: both sides send directly at the end. Times count from connecting; "
                + "what never came counts as the whole run, so means are restricted means. All intervals hold together "
                + "with 95 %: Wilson's for shares, Student's for means. Against the first strategy: McNemar's exact "
                + "test in the same worlds, corrected for the number of tests. "
                + "The same comparison gives this very file.")
                .close().closeLine();
    }

    private static String resource(String name) {
        try (InputStream in = ComparisonHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
