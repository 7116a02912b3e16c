package dev.magicsock.reports.html;

import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.util.Comparator;
import java.util.List;

/** How many packets there were, and where and why some of them ended. */
final class DropSection {

    private static final int MAX_ROWS = 100;

    private final RecordedRun run;
    private final Markup out;

    DropSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    void write() {
        PacketTotals packets = run.packets();
        out.leaf("p", packets.sent() + " packets sent, "
                + packets.copied() + " copies and fragments made by the network, "
                + packets.forwarded() + " times forwarded, " + packets.delivered() + " delivered, " + packets.dropped()
                + " dropped.");
        if (!run.drops().isEmpty()) {
            table();
        }
    }

    private void table() {
        List<DropGroup> groups = run.drops().stream()
                .sorted(Comparator.comparingLong(DropGroup::count).reversed()).toList();
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region",
                "aria-label", "Drops by reason and place");
        out.open("table", "class", "drops").open("thead").open("tr");
        for (String title : List.of("reason", "place", "packets", "", "bytes", "from", "to", "the first one")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody");
        groups.stream().limit(MAX_ROWS).forEach(group -> row(group, groups.getFirst().count()));
        out.close().close().closeLine();
        if (groups.size() > MAX_ROWS) {
            out.leaf("p", (groups.size() - MAX_ROWS) + " rarer ones are not shown here.", "class", "note");
        }
    }

    private void row(DropGroup group, long most) {
        out.open("tr").open("th", "scope", "row").leaf("span", group.reason(), "class", "chip").close();
        out.leaf("td", group.place()).leaf("td", Long.toString(group.count()), "class", "number");
        out.open("td", "class", "bar-cell").leaf("i", "", "class", "bar", "style",
                "width:" + TimeScale.percentOf((double) group.count() / most)).close();
        out.leaf("td", Quantities.bytes(group.bytes()), "class", "number");
        out.leaf("td", Quantities.time(group.first())).leaf("td", Quantities.time(group.last()));
        out.leaf("td", group.examples().isEmpty() ? "" : words(group.examples().getFirst())).closeLine();
    }

    private static String words(DropGroup.Example example) {
        return "packet " + example.packet() + ", " + example.source() + " → " + example.destination()
                + (example.detail().isEmpty() ? "" : ": " + example.detail());
    }
}
