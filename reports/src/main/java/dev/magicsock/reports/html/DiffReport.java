package dev.magicsock.reports.html;

import dev.magicsock.reports.diff.Change;
import dev.magicsock.reports.diff.DiffText;
import dev.magicsock.reports.diff.Finding;
import dev.magicsock.reports.diff.RunChange;
import dev.magicsock.reports.diff.RunDiff;
import dev.magicsock.reports.record.RunIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a comparison of runs as one self-contained HTML file in UTF-8: regressions first, what stayed the same folded
 * away. It has no script. Equal comparisons give equal bytes. Stateless and thread-safe.
 */
public final class DiffReport {

    /** On a phone each row becomes a block: what, with its reasons, over the whole width, and the figures below. */
    private static final String STYLE = """
            table.diff { border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; }
            table.diff th, table.diff td { text-align: left; padding: .25rem .8rem .25rem 0; vertical-align: top;
              border-bottom: 1px solid var(--line); }
            table.diff td.number, table.diff th.number { text-align: right; white-space: nowrap; }
            table.diff :is(th, td):last-child { padding-right: 0; }
            .worse { color: var(--bad); font-weight: 600; } .better { color: var(--good); font-weight: 600; }
            .reasons { margin: .2rem 0 .4rem; padding-left: 1.3rem; color: var(--soft); max-width: 75ch; }
            @media (max-width: 44rem) {
              table.diff, table.diff tbody { display: block; }
              table.diff thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
              table.diff tr { display: grid; grid-template-columns: 1fr 1fr max-content; gap: 0 .8rem;
                padding: .35rem 0; border-bottom: 1px solid var(--line); }
              table.diff td, table.diff td.number { border: 0; padding: 0; text-align: left; white-space: normal; }
              table.diff td:first-child { grid-column: 1 / -1; overflow-wrap: anywhere; }
              table.diff td:last-child { text-align: right; }
              table.diff td[data-title]::before { content: attr(data-title) " "; color: var(--soft); }
            }
            """;

    private final RunDiff diff;
    private final Markup out = new Markup();

    private DiffReport(RunDiff diff) {
        this.diff = diff;
    }

    /**
     * Writes the page; the stream belongs to the caller and stays open.
     *
     * @throws IOException where the stream fails
     */
    public static void write(RunDiff diff, OutputStream target) throws IOException {
        target.write(render(diff).getBytes(StandardCharsets.UTF_8));
    }

    /** The page as text. */
    public static String render(RunDiff diff) {
        return new DiffReport(diff).page();
    }

    private String page() {
        boolean good = diff.count(Change.REGRESSION) == 0;
        out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(good);
        out.open("body").open("header", "class", "top").open("div", "class", "title");
        out.leaf("span", good ? "PASS" : "FAIL", "class", good ? "badge good" : "badge bad");
        out.leaf("h1", "Before and after").closeLine();
        out.leaf("p", DiffText.headline(diff), "class", "about").closeLine();
        out.open("main", "id", "main");
        identities("missing", "Not run any more", diff.missing());
        runs("regressions", "Regressions", Change.REGRESSION);
        runs("improvements", "Improvements", Change.IMPROVEMENT);
        runs("same", "Without a change", Change.SAME);
        identities("additional", "Run for the first time", diff.additional());
        out.closeLine();
        out.close().closeLine();
        return out.toString();
    }

    private void head(boolean good) {
        out.open("head").single("meta", "charset", "utf-8").trusted("\n");
        out.single("meta", "http-equiv", "Content-Security-Policy", "content",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:").trusted("\n");
        out.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").trusted("\n");
        out.single("meta", "name", "color-scheme", "content", "light dark").trusted("\n");
        out.leaf("title", (good ? "PASS" : "FAIL") + " before and after").trusted("\n");
        out.single("link", "rel", "icon", "href", "data:,").trusted("\n");
        out.open("style").trusted(Assets.style()).trusted(STYLE).closeLine();
        out.closeLine();
    }

    private void identities(String id, String title, List<RunIdentity> runs) {
        if (!runs.isEmpty()) {
            section(id, title + " (" + runs.size() + ")");
            out.open("ul");
            runs.forEach(run -> out.leaf("li", run.scenario() + ", seed " + run.seed()));
            out.closeLine();
            out.closeLine();
        }
    }

    private void runs(String id, String title, Change change) {
        List<RunChange> runs = diff.runs().stream().filter(run -> run.change() == change).toList();
        if (!runs.isEmpty()) {
            section(id, title + " (" + runs.size() + ")");
            runs.forEach(this::run);
            out.closeLine();
        }
    }

    private void section(String id, String title) {
        out.open("section", "id", id, "aria-labelledby", id + "-h").leaf("h2", title, "id", id + "-h");
    }

    private void run(RunChange run) {
        String title = run.after().identity().scenario() + ", seed " + run.after().identity().seed();
        if (run.change() == Change.SAME) {
            folded(title, run.findings());
            return;
        }
        out.leaf("h3", title);
        table(run.findings().stream().filter(finding -> finding.change() != Change.SAME).toList());
        if (run.change() == Change.REGRESSION) {
            out.open("p").text("Replay ").leaf("code", run.after().identity().replayCommand()).close();
        }
        folded("what stayed the same",
                run.findings().stream().filter(finding -> finding.change() == Change.SAME).toList());
    }

    private void folded(String title, List<Finding> findings) {
        if (!findings.isEmpty()) {
            out.open("details").leaf("summary", title);
            table(findings);
            out.closeLine();
        }
    }

    private void table(List<Finding> findings) {
        out.open("table", "class", "diff").open("thead").open("tr").leaf("th", "What", "scope", "col");
        out.leaf("th", "Before", "scope", "col", "class", "number")
                .leaf("th", "After", "scope", "col", "class", "number");
        out.leaf("th", "Change", "scope", "col", "class", "number").close().close().open("tbody");
        findings.forEach(this::row);
        out.close().closeLine();
    }

    private void row(Finding finding) {
        out.open("tr").open("td").text(DiffText.subject(finding));
        if (finding instanceof Finding.OfExpectation expectation && finding.change() == Change.REGRESSION) {
            reasons(expectation.because());
        }
        out.close();
        out.leaf("td", DiffText.before(finding), "class", "number", "data-title", "before");
        out.leaf("td", DiffText.after(finding), "class", "number", "data-title", "after");
        out.leaf("td", word(finding.change()) + DiffText.growth(finding), "class", "number " + word(finding.change()));
        out.closeLine();
    }

    private void reasons(List<String> because) {
        if (!because.isEmpty()) {
            out.text(", because").open("ol", "class", "reasons");
            because.forEach(reason -> out.leaf("li", reason));
            out.close();
        }
    }

    private static String word(Change change) {
        return switch (change) {
            case REGRESSION -> "worse";
            case IMPROVEMENT -> "better";
            case SAME -> "same";
        };
    }
}
