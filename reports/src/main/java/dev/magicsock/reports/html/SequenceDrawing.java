package dev.magicsock.reports.html;

import dev.magicsock.reports.punch.PunchRow;
import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketJourney.Delivered;
import dev.magicsock.reports.record.PacketJourney.Dropped;
import dev.magicsock.reports.record.PacketJourney.Hop;
import dev.magicsock.reports.record.PacketJourney.UnderWay;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a sequence diagram as SVG: a line for each node on the way, a row for each packet or event. */
final class SequenceDrawing {

    private static final int TIMES = 74;
    private static final int SPACING = 206;
    private static final int EDGE = 96;
    private static final int HEAD = 40;
    private static final int ARROW_ROW = 40;
    private static final int DETAIL = 13;
    private static final int NOTE_ROW = 28;
    private static final int STUB = 36;

    private final Tree tree;
    private final List<String> columns;
    private final Markup out;
    private int y = HEAD;

    SequenceDrawing(Tree tree, List<String> columns, Markup out) {
        this.tree = tree;
        this.columns = columns;
        this.out = out;
    }

    void draw(List<PunchRow> rows, String title) {
        int width = TIMES + 2 * EDGE + (columns.size() - 1) * SPACING;
        int height = HEAD + rows.stream().mapToInt(SequenceDrawing::height).sum() + 12;
        out.open("svg", "class", "sequence", "width", Integer.toString(width), "height", Integer.toString(height),
                "viewBox", "0 0 " + width + " " + height, "role", "img",
                "aria-label", "Sequence of the punch, " + title);
        for (int column = 0; column < columns.size(); column++) {
            String x = whole(x(column));
            out.single("path", "class", "life", "d", "M" + x + " " + (HEAD - 10) + "V" + height);
            out.leaf("text", columns.get(column), "class", "life-name", "x", x, "y", "20");
        }
        rows.forEach(this::row);
        out.closeLine();
    }

    private static int height(PunchRow row) {
        return switch (row) {
            case PunchRow.Packets packets -> ARROW_ROW + (detail(packets.first()).isEmpty() ? 0 : DETAIL);
            case PunchRow.Relayed _ -> ARROW_ROW;
            case PunchRow.Note _ -> NOTE_ROW;
        };
    }

    private void row(PunchRow row) {
        out.open("g");
        switch (row) {
            case PunchRow.Packets packets -> packets(packets);
            case PunchRow.Relayed relayed -> relayed(relayed);
            case PunchRow.Note note -> note(note.event());
        }
        out.closeLine();
        y += height(row);
    }

    private void time(PunchRow row, int line) {
        out.leaf("text", Quantities.time(row.at()), "class", "time", "x", Integer.toString(TIMES - 8), "y",
                Integer.toString(line + 4));
    }

    // Packets.

    private void packets(PunchRow.Packets row) {
        PacketJourney journey = row.first();
        int line = y + ARROW_ROW - 14;
        out.leaf("title", words(row));
        time(row, line);
        double from = at(journey.sender()).orElse(x(0));
        double to = end(journey, from);
        int direction = to >= from ? 1 : -1;
        boolean arrived = journey.fate() instanceof Delivered;
        out.single("path", "class", arrived ? "arrow ok" : "arrow lost", "d",
                "M" + whole(from) + " " + line + "H" + whole(to));
        fate(journey, to, line, direction);
        caption(name(row) + " → " + journey.hops().getFirst().destination(), from, line, direction);
        translation(journey, from, to, line, direction);
    }

    private void fate(PacketJourney journey, double x, int line, int direction) {
        switch (journey.fate()) {
            case Delivered _ -> head(x, line, direction, "arrow-head ok");
            case Dropped dropped -> {
                out.single("path", "class", "cross",
                        "d", "M" + whole(x - 5) + " " + (line - 5) + "l10 10m0 -10l-10 10");
                out.leaf("text", dropped.reason(), "class", anchored("reason", direction),
                        "x", whole(x + 9 * direction), "y", Integer.toString(line + 4));
                detail(dropped, x, line);
            }
            case UnderWay _ -> out.leaf("text", "under way", "class", anchored("reason", direction), "x",
                    whole(x + 6 * direction), "y", Integer.toString(line + 4));
        }
    }

    private void head(double x, int line, int direction, String look) {
        out.single("path", "class", look, "d", "M" + whole(x) + " " + line + "l" + -9 * direction + " -4v8z");
    }

    private void detail(Dropped dropped, double x, int line) {
        if (!dropped.detail().isEmpty()) {
            boolean leftHalf = x < x(0) + (x(columns.size() - 1) - x(0)) / 2;
            out.leaf("text", dropped.detail(), "class", anchored("detail", leftHalf ? 1 : -1), "x",
                    whole(leftHalf ? x - 40 : x + 40), "y", Integer.toString(line + 17));
        }
    }

    private void caption(String text, double from, int line, int direction) {
        out.leaf("text", text, "class", anchored("caption", direction), "x", whole(from + 7 * direction), "y",
                Integer.toString(line - 6));
    }

    /** Where a NAT on the way gave the packet another source, and there is room to say so. */
    private void translation(PacketJourney journey, double from, double to, int line, int direction) {
        String source = journey.hops().getFirst().source();
        for (Hop hop : journey.hops()) {
            Optional<Double> x = at(Tree.nodeOf(hop.place()));
            boolean onTheWay = x.isPresent() && Math.abs(x.get() - from) > 1 && Math.abs(to - x.get()) > SPACING / 2.0;
            if (!hop.source().equals(source) && onTheWay) {
                out.single("circle", "class", "nat", "cx", whole(x.get()), "cy", Integer.toString(line), "r", "3.5");
                out.leaf("text", "as " + hop.source(), "class", anchored("caption", direction), "x",
                        whole(x.get() + 7 * direction), "y", Integer.toString(line - 6));
            }
            source = hop.source();
        }
    }

    private double end(PacketJourney journey, double from) {
        double end = switch (journey.fate()) {
            case Delivered delivered -> at(delivered.host()).orElse(from);
            case Dropped dropped -> at(dropped.place()).orElseGet(() -> lastSeen(journey, from));
            case UnderWay _ -> lastSeen(journey, from);
        };
        boolean visible = Math.abs(end - from) > 1;
        return visible ? end : from + (from > x(columns.size() / 2) ? -STUB : STUB);
    }

    private double lastSeen(PacketJourney journey, double from) {
        return at(Tree.nodeOf(journey.hops().getLast().place())).orElse(from);
    }

    private static String detail(PacketJourney journey) {
        return journey.fate() instanceof Dropped dropped ? dropped.detail() : "";
    }

    private static String name(PunchRow.Packets row) {
        String name = row.first().what();
        int rest = row.journeys().size() - 1;
        return rest == 0 ? name : name + " (+" + rest + ")";
    }

    private static String words(PunchRow.Packets row) {
        return row.journeys().stream().map(SequenceDrawing::words).collect(Collectors.joining("; "));
    }

    private static String words(PacketJourney journey) {
        List<String> words = new ArrayList<>();
        words.add(journey.what() + " of " + journey.sender() + ", " + journey.sizeBytes() + " B, packet "
                + journey.packet());
        for (Hop hop : journey.hops()) {
            words.add(Quantities.time(hop.at()) + " " + hop.place() + " " + hop.source() + " → " + hop.destination());
        }
        words.add(switch (journey.fate()) {
            case Delivered delivered -> Quantities.time(delivered.at()) + " delivered to " + delivered.host();
            case Dropped dropped -> Quantities.time(dropped.at()) + " dropped at " + dropped.place() + ": "
                    + dropped.reason() + (dropped.detail().isEmpty() ? "" : ", " + dropped.detail());
            case UnderWay _ -> "under way when the run ended";
        });
        return String.join(" | ", words);
    }

    // Events.

    private void relayed(PunchRow.Relayed row) {
        int line = y + ARROW_ROW - 14;
        out.leaf("title", row.text());
        time(row, line);
        double from = at(row.sent().host()).orElse(x(0));
        double to = at(row.to()).orElse(x(columns.size() - 1));
        int direction = to >= from ? 1 : -1;
        out.single("path", "class", "arrow via-relay", "d", "M" + whole(from) + " " + line + "H" + whole(to));
        head(to, line, direction, "arrow-head via-relay");
        caption("CallMeMaybe through the relay", from, line, direction);
    }

    private void note(RunEvent event) {
        int line = y + NOTE_ROW - 12;
        time(new PunchRow.Note(event), line);
        double x = at(event.host()).orElse(x(0));
        boolean right = x > x(columns.size() / 2);
        out.leaf("title", event.text() + (event.reason().isEmpty() ? "" : ": " + event.reason()));
        out.single("circle", "class", "event", "cx", whole(x), "cy", Integer.toString(line), "r", "4");
        out.leaf("text", event.text(), "class", anchored("event-text", right ? -1 : 1),
                "x", whole(x + (right ? -10 : 10)), "y", Integer.toString(line + 4));
    }

    // Geometry.

    private double x(int column) {
        return TIMES + EDGE + (double) column * SPACING;
    }

    /** Where a node is drawn, or a direction of a link, which lies between two nodes. */
    private Optional<Double> at(String place) {
        int column = columns.indexOf(Tree.nodeOf(place));
        if (column < 0) {
            return Optional.empty();
        }
        Optional<Link> uplink = tree.uplink(columns.get(column));
        boolean onLink = uplink.isPresent() && place.startsWith(uplink.get().name() + "/");
        int above = onLink ? columns.indexOf(uplink.get().b()) : -1;
        return Optional.of(above < 0 ? x(column) : (x(column) + x(above)) / 2);
    }

    private static String anchored(String look, int direction) {
        return direction > 0 ? look : look + " to-left";
    }

    private static String whole(double coordinate) {
        return Long.toString(Math.round(coordinate));
    }
}
