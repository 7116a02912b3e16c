package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Lines of text of a limited width, and the tools to write them. Not thread-safe. */
final class Page {

    private final int width;
    private final VerdictOptions.Colours colours;
    private final Symbols symbols;
    private final SafeText safe;
    private final StringBuilder text = new StringBuilder();

    Page(VerdictOptions options) {
        this.width = options.width();
        this.colours = options.colours();
        this.symbols = new Symbols(options.glyphs());
        this.safe = new SafeText(options.glyphs());
    }

    int width() {
        return width;
    }

    Symbols symbols() {
        return symbols;
    }

    /** A name from outside, safe and of limited length. */
    String name(String name) {
        return safe.name(name);
    }

    /** A sentence from outside, safe and of limited length. */
    String sentence(String sentence) {
        return safe.sentence(sentence);
    }

    /** Text from outside that has to stay whole. */
    String escape(String whole) {
        return safe.escape(whole);
    }

    String mark(Outcome outcome) {
        return symbols.mark(outcome);
    }

    void blank() {
        text.append('\n');
    }

    /** One line as it is; the caller has seen to its width. */
    void line(int indent, List<Piece> pieces) {
        text.append(" ".repeat(indent));
        joined(pieces).forEach(this::append);
        text.append('\n');
    }

    /** Words wrapped to the width; lines after the first are indented by {@code hanging}. */
    void words(int indent, int hanging, Words words) {
        List<List<Piece>> lines = words.wrap(width - indent, width - hanging);
        for (int i = 0; i < lines.size(); i++) {
            line(i == 0 ? indent : hanging, lines.get(i));
        }
    }

    /** Neighbours of one colour, and the spaces between them, as one piece: colours then cost few escape sequences. */
    private static List<Piece> joined(List<Piece> pieces) {
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean isSpaceWithin = piece.text().equals(" ") && i + 1 < pieces.size();
            Ink ink = isSpaceWithin ? pieces.get(i + 1).ink() : piece.ink();
            if (!all.isEmpty() && all.getLast().ink() == ink) {
                all.add(new Piece(ink, all.removeLast().text() + piece.text()));
            } else {
                all.add(piece);
            }
        }
        return all;
    }

    private void append(Piece piece) {
        if (colours == VerdictOptions.Colours.NONE || piece.ink().sgr().isEmpty() || piece.text().isBlank()) {
            text.append(piece.text());
            return;
        }
        text.append("\u001b[").append(piece.ink().sgr()).append('m').append(piece.text()).append("\u001b[0m");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
