package dev.magicsock.reports.verdict;

import dev.magicsock.reports.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Words of several colours that flow into lines. Not thread-safe. */
final class Words {

    private final List<Piece> words = new ArrayList<>();

    /** Adds safe text that may be broken at its spaces. */
    Words add(Ink ink, String text) {
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                words.add(new Piece(ink, word));
            }
        }
        return this;
    }

    /** Adds safe text that stays together where it fits into a line. */
    Words keep(Ink ink, String text) {
        words.add(new Piece(ink, text));
        return this;
    }

    /** Adds items with a separator between them; each one stays together where it fits into a line. */
    Words items(Ink ink, List<String> items, String separator) {
        for (int i = 0; i < items.size(); i++) {
            keep(ink, i < items.size() - 1 ? items.get(i) + " " + separator : items.get(i));
        }
        return this;
    }

    /** Lines that are at most so many columns wide; words that are wider are cut into pieces. */
    List<List<Piece>> wrap(int firstWidth, int furtherWidth) {
        List<List<Piece>> lines = new ArrayList<>();
        List<Piece> line = new ArrayList<>();
        int used = 0;
        for (Piece word : fitting(Math.min(firstWidth, furtherWidth))) {
            int columns = SafeText.columns(word.text());
            int room = lines.isEmpty() ? firstWidth : furtherWidth;
            if (!line.isEmpty() && used + 1 + columns > room) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
            if (!line.isEmpty()) {
                line.add(Piece.plain(" "));
                used++;
            }
            line.add(word);
            used += columns;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private List<Piece> fitting(int room) {
        List<Piece> all = new ArrayList<>();
        for (Piece word : words) {
            if (SafeText.columns(word.text()) <= room) {
                all.add(word);
                continue;
            }
            for (String part : word.text().split(" ")) {
                cut(new Piece(word.ink(), part), room, all);
            }
        }
        return all;
    }

    private static void cut(Piece word, int room, List<Piece> parts) {
        StringBuilder part = new StringBuilder();
        int used = 0;
        for (int codePoint : word.text().codePoints().toArray()) {
            int columns = SafeText.columns(codePoint);
            if (used + columns > room) {
                parts.add(new Piece(word.ink(), part.toString()));
                part.setLength(0);
                used = 0;
            }
            part.appendCodePoint(codePoint);
            used += columns;
        }
        if (!part.isEmpty()) {
            parts.add(new Piece(word.ink(), part.toString()));
        }
    }
}
