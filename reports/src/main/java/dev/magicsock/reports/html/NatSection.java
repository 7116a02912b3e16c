package dev.magicsock.reports.html;

import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.List;

/** The mappings of all NATs with their lives; the script of the page shows those of a chosen moment. */
final class NatSection {

    private static final int MAX_ROWS = 160;

    private final RecordedRun run;
    private final Markup out;

    NatSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    void write() {
        moment();
        List<NatMapping> mappings = run.natMappings().items();
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "NAT mappings");
        out.open("table", "class", "nat").open("thead").open("tr");
        for (String title : List.of("NAT", "", "inside", "outside", "made", "ended", "used with")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody", "id", "mappings");
        mappings.stream().limit(MAX_ROWS).forEach(this::row);
        out.close().close().closeLine();
        if (mappings.size() > MAX_ROWS) {
            out.leaf("p", (mappings.size() - MAX_ROWS) + " further mappings are not shown here.", "class",
                    "note without-script");
        }
        if (run.natMappings().leftOut() > 0) {
            out.leaf("p", run.natMappings().leftOut() + " mappings in the middle of the run were not recorded.",
                    "class", "note");
        }
    }

    private void moment() {
        out.open("div", "class", "moment needs-script", "hidden", "");
        out.leaf("label", "Mappings at ", "for", "nat-at");
        out.leaf("output", "", "id", "nat-time", "for", "nat-at");
        out.single("input", "type", "range", "id", "nat-at", "min", "0", "max", "1000", "value", "1000", "step", "1");
        out.leaf("button", "‹ change", "type", "button", "id", "nat-before", "title", "the change before");
        out.leaf("button", "change ›", "type", "button", "id", "nat-after", "title", "the change after");
        out.open("label").single("input", "type", "checkbox", "id", "nat-all").text(" whole run").close();
        out.leaf("output", "", "id", "nat-count", "aria-live", "polite").closeLine();
    }

    private void row(NatMapping mapping) {
        out.open("tr").leaf("th", mapping.router(), "scope", "row").leaf("td", mapping.protocol());
        out.open("td").leaf("code", mapping.internal()).close().open("td").leaf("code", mapping.external()).close();
        out.leaf("td", Quantities.time(mapping.from()));
        out.leaf("td", mapping.ended().isEmpty() ? "–" : Quantities.time(mapping.until()) + " " + mapping.ended());
        out.leaf("td", String.join(", ", mapping.contacts())).closeLine();
    }
}
