package dev.magicsock.reports.comparison;

import java.util.ArrayList;
import java.util.List;

/** Rows of words under each other; the first column stands left, the others right. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final int left;

    /** @param left how many columns stand left */
    TextTable(int left) {
        this.left = left;
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    String render() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - cell.length());
                line.append("  ").append(column < left ? cell + padding : padding + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().filter(row -> row.size() > column).mapToInt(row -> row.get(column).length()).max()
                .orElse(0);
    }
}
