package dev.magicsock.reports.mermaid;

import dev.magicsock.reports.punch.PunchRow;
import dev.magicsock.reports.punch.PunchRows;
import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketJourney.Delivered;
import dev.magicsock.reports.record.PacketJourney.Dropped;
import dev.magicsock.reports.record.PacketJourney.UnderWay;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.text.Quantities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the punch of the first pair that has one as a Mermaid {@code sequenceDiagram}: who sent what when, and where
 * it ended. Names and texts cannot leave their places: all but letters, digits and harmless signs become entities.
 * Stateless.
 */
public final class PunchSequence {

    /** Renderers become slow and readers lost beyond this. */
    private static final int MAX_ROWS = 120;
    private static final int MAX_TEXT = 200;
    /** Signs that mean nothing to Mermaid and to HTML where they are used here. */
    private static final String HARMLESS = " .,:()/_=+'[]-";

    private final Tree tree;
    private final List<String> way;
    private final StringBuilder out = new StringBuilder("sequenceDiagram\n");

    private PunchSequence(Tree tree, List<String> way) {
        this.tree = tree;
        this.way = way;
    }

    /** The diagram as text; one that only says so where nothing was recorded. */
    public static String of(RecordedRun run) {
        Tree tree = new Tree(run.topology());
        PunchRows source = new PunchRows(run, tree);
        for (PairRecord pair : run.pairs()) {
            List<PunchRow> rows = source.of(pair);
            if (!rows.isEmpty()) {
                return new PunchSequence(tree, tree.way(pair.a(), pair.b())).write(rows);
            }
        }
        return new PunchSequence(tree, List.of("run")).write(List.of());
    }

    private String write(List<PunchRow> rows) {
        for (int i = 0; i < way.size(); i++) {
            out.append("    participant n").append(i).append(" as ").append(escape(way.get(i))).append('\n');
        }
        rows.stream().limit(MAX_ROWS).forEach(this::row);
        if (rows.isEmpty()) {
            note(0, "no probe was recorded");
        } else if (rows.size() > MAX_ROWS) {
            note(0, (rows.size() - MAX_ROWS) + " later rows are left out");
        }
        return out.toString();
    }

    private void row(PunchRow row) {
        switch (row) {
            case PunchRow.Packets packets -> packets(packets);
            case PunchRow.Relayed relayed -> arrow(participant(relayed.sent().host()), "-->>",
                    participant(relayed.to()), time(row) + " " + relayed.text() + ", through the relay");
            case PunchRow.Note noted -> note(participant(noted.event().host()),
                    time(row) + " " + noted.event().text());
        }
    }

    private void packets(PunchRow.Packets packets) {
        PacketJourney journey = packets.first();
        int from = participant(journey.sender());
        String what = time(packets) + " " + (packets.journeys().size() > 1
                ? packets.journeys().size() + " packets, first " : "") + journey.what();
        switch (journey.fate()) {
            case Delivered(Instant _, String host) -> arrow(from, "->>", participant(host), what);
            case Dropped(Instant _, String place, String reason, String _) ->
                    arrow(from, "-x", participant(Tree.nodeOf(place)), what + ", lost at " + place + ", " + reason);
            case UnderWay _ -> note(from, what + ", still under way");
        }
    }

    private void arrow(int from, String arrow, int to, String text) {
        out.append("    n").append(from).append(arrow).append('n').append(to).append(": ").append(escape(text))
                .append('\n');
    }

    private void note(int over, String text) {
        out.append("    Note over n").append(over).append(": ").append(escape(text)).append('\n');
    }

    /** Number of a node; what is not on the way is shown where its branch leaves it. */
    private int participant(String node) {
        Optional<String> nearest = tree.chain(node).stream().filter(way::contains).findFirst();
        return nearest.map(way::indexOf).orElse(0);
    }

    private static String time(PunchRow row) {
        return Quantities.time(row.at());
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.strip().codePoints().limit(MAX_TEXT).forEach(codePoint -> {
            boolean plain = codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint >= '0' && codePoint <= '9' || HARMLESS.indexOf(codePoint) >= 0;
            if (plain) {
                safe.appendCodePoint(codePoint);
            } else if (codePoint < ' ' || codePoint == 0x7F) {
                safe.append(' ');
            } else {
                safe.append('#').append(codePoint).append(';');
            }
        });
        return safe.isEmpty() ? "-" : safe.toString();
    }
}
