package dev.magicsock.reports.html;

import dev.magicsock.reports.punch.PunchRow;
import dev.magicsock.reports.punch.PunchRows;
import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import java.util.List;

/** A sequence diagram of each pair's punch: every probe with its way and its fate. */
final class PunchSection {

    private static final int MAX_ROWS = 44;
    private static final int MAX_PAIRS = 6;

    private final RecordedRun run;
    private final Selection selection;
    private final Markup out;

    PunchSection(RecordedRun run, Selection selection, Markup out) {
        this.run = run;
        this.selection = selection;
        this.out = out;
    }

    void write() {
        out.leaf("p", "Probes and punches from where they are sent to where they end. Packets that were sent at the "
                + "same moment and met the same fate share a row; times are those of sending.", "class", "note");
        Tree tree = new Tree(run.topology());
        PunchRows rows = new PunchRows(run, tree);
        for (int i = 0; i < Math.min(MAX_PAIRS, selection.pairs().size()); i++) {
            pair(selection.pairs().get(i), rows, tree, i == 0);
        }
        if (run.journeys().leftOut() > 0) {
            out.leaf("p", run.journeys().leftOut() + " probes in the middle of the run were not recorded.", "class",
                    "note");
        }
    }

    private void pair(PairRecord pair, PunchRows source, Tree tree, boolean open) {
        List<PunchRow> rows = source.of(pair);
        if (rows.isEmpty()) {
            return;
        }
        String title = pair.a() + " ↔ " + pair.b();
        out.open("details", open ? "open" : "data-folded", "").open("summary").leaf("h3", title).close();
        out.open("div", "class", "scroll drawing", "tabindex", "0", "role", "region", "aria-label",
                "Sequence of the punch, " + title);
        new SequenceDrawing(tree, tree.way(pair.a(), pair.b()), out)
                .draw(rows.stream().limit(MAX_ROWS).toList(), title);
        out.close();
        if (rows.size() > MAX_ROWS) {
            out.leaf("p", (rows.size() - MAX_ROWS) + " later rows are not drawn here.", "class", "note");
        }
        out.closeLine();
    }
}
