package dev.magicsock.reports.html;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;

/** Puts the page together: head, header, sections, data, script. */
final class Page {

    private static final int HASH_DIGITS = 12;

    private final RecordedRun run;
    private final Markup out = new Markup();

    Page(RecordedRun run) {
        this.run = run;
    }

    String render() {
        Selection selection = Selection.of(run);
        String script = Assets.script();
        out.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(script);
        out.open("body");
        out.leaf("a", "Skip to the verdict", "class", "skip", "href", "#verdict").trusted("\n");
        header();
        out.open("main", "id", "main");
        sections(selection);
        out.closeLine();
        footer();
        out.open("script", "type", "application/json", "id", "data").trusted(new ScriptData(run, selection).json());
        out.closeLine();
        out.open("script").trusted(script).closeLine();
        out.close().closeLine();
        return out.toString();
    }

    /** The policy allows this very script and nothing from anywhere else, should a name ever escape its escaping. */
    private void head(String script) {
        out.open("head").single("meta", "charset", "utf-8").trusted("\n");
        out.single("meta", "http-equiv", "Content-Security-Policy", "content", "default-src 'none'; script-src '"
                + Assets.hash(script) + "'; style-src 'unsafe-inline'; img-src data:").trusted("\n");
        out.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").trusted("\n");
        out.single("meta", "name", "color-scheme", "content", "light dark").trusted("\n");
        out.leaf("title", (run.passed() ? "PASS " : "FAIL ") + run.identity().scenario() + ", seed "
                + run.identity().seed()).trusted("\n");
        out.single("link", "rel", "icon", "href", "data:,").trusted("\n");
        out.open("style").trusted(Assets.style()).closeLine();
        out.closeLine();
    }

    private void header() {
        out.open("header", "class", "top").open("div", "class", "title");
        out.leaf("span", run.passed() ? "PASS" : "FAIL", "class", run.passed() ? "badge good" : "badge bad");
        out.leaf("h1", run.identity().scenario());
        out.leaf("button", "Theme: system", "type", "button", "id", "theme", "class", "needs-script", "hidden", "");
        out.closeLine();
        if (!run.identity().about().isBlank()) {
            out.leaf("p", run.identity().about(), "class", "about");
        }
        run.stoppedEarly().ifPresent(reason -> out.leaf("p", "Stopped early: " + reason, "class", "stopped"));
        out.open("ul", "class", "facts");
        out.leaf("li", "seed " + run.identity().seed());
        out.leaf("li", Quantities.time(run.end()) + " of virtual time");
        out.leaf("li", run.traceSha256().map(hash -> "trace " + hash.substring(0, HASH_DIGITS)).orElse("no trace hash"),
                "title", run.traceSha256().orElse(""));
        out.leaf("li", run.identity().determinism().words());
        out.closeLine();
        navigation();
        out.closeLine();
    }

    private void navigation() {
        out.open("nav", "aria-label", "Sections");
        for (Section section : Section.values()) {
            if (section.isIn(run)) {
                out.leaf("a", section.title(), "href", "#" + section.id());
            }
        }
        out.closeLine();
    }

    private void sections(Selection selection) {
        for (Section section : Section.values()) {
            if (section.isIn(run)) {
                out.open("section", "id", section.id(), "aria-labelledby", section.id() + "-h");
                out.leaf("h2", section.title(), "id", section.id() + "-h");
                section.write(run, selection, out);
                out.closeLine();
            }
        }
    }

    private void footer() {
        out.open("footer").open("p").text("MagicSock Lab " + run.identity().version() + ", made from a record ")
                .leaf("code", RecordedRun.FORMAT).text(". Times are virtual and count from the start of the run; "
                        + "equal scenario, seed and version give this very file.").close();
        out.closeLine();
    }
}
