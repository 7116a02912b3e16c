package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.text.Quantities;
import java.util.List;

/** What the script did, what the MagicSocks decided, what was seen; the script of the page filters it. */
final class TimelineSection {

    /** Rows of the page as it is without scripts: the beginning, where holes are punched, and the end. */
    private static final int FIRST_ROWS = 120;
    private static final int LAST_ROWS = 40;

    private final RecordedRun run;
    private final Markup out;

    TimelineSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    void write() {
        filters();
        List<RunEvent> events = run.events().items();
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Timeline");
        out.open("table", "class", "timeline").open("thead").open("tr");
        for (String title : List.of("time", "from", "what", "")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody", "id", "events");
        int last = Math.max(FIRST_ROWS, events.size() - LAST_ROWS);
        events.stream().limit(FIRST_ROWS).forEach(this::row);
        if (last > FIRST_ROWS) {
            out.open("tr").leaf("td", (last - FIRST_ROWS) + " events are not shown here.",
                    "colspan", "4", "class", "note").closeLine();
        }
        events.stream().skip(last).forEach(this::row);
        out.close().close().closeLine();
        out.open("p", "class", "more needs-script", "hidden", "");
        out.leaf("button", "Show more", "type", "button", "id", "events-more").closeLine();
        gap(run.events());
    }

    private void filters() {
        out.open("form", "class", "filters needs-script", "id", "event-filters", "hidden", "");
        for (RunEvent.Kind kind : RunEvent.Kind.values()) {
            out.open("label").single("input", "type", "checkbox", "name", "kind",
                    "value", Integer.toString(kind.ordinal()), "checked", "").text(" " + words(kind)).close();
        }
        out.open("label").text("host ").open("select", "name", "host").leaf("option", "all", "value", "")
                .close().close();
        out.open("label").text("text ").single("input", "type", "search", "name", "text", "autocomplete", "off")
                .close();
        out.leaf("output", "", "id", "events-count", "aria-live", "polite").closeLine();
    }

    private void gap(Capped<RunEvent> events) {
        if (events.leftOut() > 0) {
            out.leaf("p", events.leftOut() + " events in the middle of the run were not recorded.", "class", "note");
        }
    }

    private void row(RunEvent event) {
        out.open("tr", "class", "e-" + event.kind().ordinal());
        out.open("td").leaf("button", Quantities.time(event.at()), "type", "button", "class", "at", "data-at",
                Long.toString(TimeScale.nanos(event.at()))).close();
        out.leaf("td", words(event.kind()));
        out.open("td").leaf("span", event.name(), "class", "chip").close();
        out.open("td").text(event.text());
        if (!event.reason().isEmpty()) {
            out.leaf("span", event.reason(), "class", "reason");
        }
        out.close().closeLine();
    }

    static String words(RunEvent.Kind kind) {
        return switch (kind) {
            case SCRIPT -> "script";
            case DECISION -> "decision";
            case OBSERVATION -> "observation";
        };
    }
}
