package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.text.Quantities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the path strip of one direction, in whichever form fits. */
final class PathSection {

    private final Page page;
    private final Instant end;

    PathSection(Page page, Instant end) {
        this.page = page;
        this.end = end;
    }

    void write(int indent, Capped<PathInterval> paths) {
        Optional<List<Piece>> labelled = paths.leftOut() > 0 ? Optional.empty()
                : LabelledStrip.of(paths.items(), page.width() - indent, page.symbols());
        if (labelled.isPresent()) {
            page.line(indent, labelled.get());
        } else if (paths.total() == 0) {
            page.line(indent, List.of(new Piece(Ink.QUIET, "no path was recorded")));
        } else {
            writeColumns(indent, paths);
        }
    }

    private void writeColumns(int indent, Capped<PathInterval> paths) {
        String first = "0s ";
        String last = " " + Quantities.roughTime(end);
        int columns = page.width() - indent - first.length() - last.length();
        ColumnStrip strip = new ColumnStrip(paths.items(), end, columns);
        List<Piece> line = new ArrayList<>();
        line.add(Piece.plain(first));
        StringBuilder hidden = new StringBuilder();
        boolean anyUnknown = false;
        for (int column = 0; column < columns; column++) {
            Optional<PathKind> kind = strip.longest(column);
            line.add(kind.map(known -> new Piece(PathLook.ink(known), String.valueOf(PathLook.letter(known))))
                    .orElse(new Piece(Ink.QUIET, " ")));
            anyUnknown |= kind.isEmpty();
            hidden.append(strip.hidesOthers(column) ? '^' : ' ');
        }
        line.add(Piece.plain(last));
        page.line(indent, line);
        if (!hidden.toString().isBlank()) {
            page.line(indent + first.length(), List.of(new Piece(Ink.QUIET, hidden.toString().stripTrailing())));
        }
        writeLegend(indent, paths, strip, anyUnknown);
    }

    private void writeLegend(int indent, Capped<PathInterval> paths, ColumnStrip strip, boolean anyUnknown) {
        Words legend = new Words();
        List<String> kinds = new ArrayList<>();
        strip.nanosByKind().forEach((kind, nanos) -> kinds.add(PathLook.letter(kind) + " " + PathLook.label(kind) + " "
                + Quantities.spanOfNanos(nanos)));
        legend.items(Ink.PLAIN, kinds, page.symbols().dot());
        page.words(indent, indent, legend);
        Words note = new Words();
        note.add(Ink.QUIET, "a column is " + Quantities.span(strip.columnWidth())
                + " and shows the path held longest in it; ^ marks columns that held others too; "
                + (paths.total() - 1) + " changes in all");
        if (paths.leftOut() > 0) {
            note.add(Ink.QUIET, "(" + paths.leftOut() + " stretches were not kept)");
        }
        if (anyUnknown) {
            note.add(Ink.QUIET, "(blank: not recorded)");
        }
        page.words(indent, indent, note);
    }
}
