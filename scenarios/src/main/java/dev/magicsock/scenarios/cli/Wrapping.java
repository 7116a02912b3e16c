package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at its spaces. */
final class Wrapping {

    private Wrapping() {
    }

    /** At least one line; a word that is wider than a line has one of its own. */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && SafeText.columns(line.toString()) + 1 + SafeText.columns(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
