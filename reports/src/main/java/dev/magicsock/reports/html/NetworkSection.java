package dev.magicsock.reports.html;

import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.Fact;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.record.Topology.Node;
import java.util.List;
import java.util.stream.Collectors;

/** The network as a drawing, and the same in tables. */
final class NetworkSection {

    private final RecordedRun run;
    private final Markup out;

    NetworkSection(RecordedRun run, Markup out) {
        this.run = run;
        this.out = out;
    }

    void write() {
        TopologyDrawing drawing = new TopologyDrawing(new Tree(run.topology()), out);
        out.open("div", "class", "scroll drawing", "tabindex", "0", "role", "region",
                "aria-label", "Drawing of the network");
        drawing.draw();
        out.closeLine();
        if (drawing.leftOut() > 0) {
            out.leaf("p", drawing.leftOut() + " further nodes are not drawn; the table has all.", "class", "note");
        }
        out.open("details").leaf("summary", "Nodes and links as a table");
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Nodes and links");
        nodes();
        links();
        out.close().closeLine();
    }

    private void nodes() {
        out.open("table").open("thead").open("tr");
        for (String title : List.of("node", "kind", "addresses", "settings")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody");
        for (Node node : run.topology().nodes()) {
            out.open("tr").leaf("th", node.name(), "scope", "row").leaf("td", TopologyDrawing.words(node.kind()));
            out.leaf("td", String.join(", ", node.addresses()));
            out.leaf("td", node.facts().stream().map(fact -> fact.name() + " " + fact.value())
                    .collect(Collectors.joining(", "))).closeLine();
        }
        out.close().closeLine();
    }

    private void links() {
        out.open("table").open("thead").open("tr");
        for (String title : List.of("link", "between", "up", "down")) {
            out.leaf("th", title, "scope", "col");
        }
        out.close().close().open("tbody");
        for (Link link : run.topology().links()) {
            out.open("tr").leaf("th", link.name(), "scope", "row").leaf("td", link.a() + " and " + link.b());
            out.leaf("td", values(link.aToB())).leaf("td", values(link.bToA())).closeLine();
        }
        out.close().closeLine();
    }

    static String values(List<Fact> facts) {
        return facts.stream().map(Fact::value).collect(Collectors.joining(", "));
    }
}
