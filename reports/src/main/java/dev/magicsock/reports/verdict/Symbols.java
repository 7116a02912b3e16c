package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.text.Glyphs;

/** The characters of the layout, in their Unicode and their ASCII form. */
record Symbols(Glyphs glyphs) {

    String both() {
        return choose("↔", "<->");
    }

    String to() {
        return choose("→", "->");
    }

    String dot() {
        return choose("·", "|");
    }

    String range() {
        return choose("–", "-");
    }

    String deeper() {
        return choose("└", "`-");
    }

    String dash() {
        return choose("—", "--");
    }

    String mark(Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> choose("✓", "ok ");
            case BROKEN -> choose("✗", "BAD");
            case NOT_DECIDED -> choose("?", "?  ");
        };
    }

    String bar(PathKind kind) {
        return switch (kind) {
            case RELAY -> choose("─", "-");
            case IPV4_DIRECT, IPV6_DIRECT -> choose("━", "=");
            case IN_DOUBT -> choose("╍", "+");
            case ONE_WAY -> choose("╌", "~");
            case NONE -> choose("·", ".");
        };
    }

    private String choose(String unicode, String ascii) {
        return glyphs == Glyphs.UNICODE ? unicode : ascii;
    }
}
