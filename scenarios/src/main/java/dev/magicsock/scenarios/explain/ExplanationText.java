package dev.magicsock.scenarios.explain;

import dev.magicsock.scenarios.explain.Way.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows an explanation to a person, as paragraphs that whoever prints them wraps. */
public final class ExplanationText {

    private ExplanationText() {
    }

    /**
     * A line of the text.
     *
     * @param indent columns before it and before its further lines
     * @param first  what stands within the indent of its first line; as wide as the indent at most
     */
    public record Paragraph(int indent, String first, String text) {
    }

    /**
     * All paragraphs, in order; an empty one is a blank line.
     *
     * @param strategies those that there are; others are not named
     */
    public static List<Paragraph> of(Explanation explanation, List<String> strategies) {
        Meeting meeting = explanation.meeting();
        List<Paragraph> text = new ArrayList<>();
        text.add(plain(headline(explanation)));
        text.add(plain(""));
        text.add(new Paragraph(4, "a", meeting.a().word() + ": " + explanation.sides().get(0)));
        text.add(new Paragraph(4, "b", meeting.b().word() + ": " + explanation.sides().get(1)));
        text.add(plain(""));
        for (Way way : explanation.ways()) {
            List<String> used = way.strategies().stream().filter(strategies::contains).toList();
            text.add(new Paragraph(4, mark(way.result()), way.name()
                    + (used.isEmpty() ? "" : " (" + String.join(", ", used) + ")") + ": " + words(way)));
        }
        return text;
    }

    private static String headline(Explanation explanation) {
        Way best = explanation.best();
        String pair = explanation.meeting().a().word() + " and " + explanation.meeting().b().word() + ": ";
        return pair + switch (best.result()) {
            case WORKS -> "direct, by " + best.name() + ".";
            case BY_LUCK -> "direct with luck, by " + best.name() + percent(best.chance()) + "; else on the relay.";
            case DEPENDS -> "on the relay, unless " + best.name() + " helps.";
            case CANNOT -> "on the relay. Nothing gets them direct.";
        };
    }

    private static String words(Way way) {
        return switch (way.result()) {
            case WORKS -> "works. ";
            case BY_LUCK -> "by luck" + percent(way.chance()) + ". ";
            case DEPENDS -> "depends. ";
            case CANNOT -> "never direct. ";
        } + way.why();
    }

    private static String percent(OptionalDouble chance) {
        if (chance.isEmpty()) {
            return "";
        }
        double percent = 100 * chance.getAsDouble();
        return ", " + String.format(Locale.ROOT, percent < 0.1 || percent > 99.9 ? "%.3f %%" : "%.1f %%", percent);
    }

    private static String mark(Result result) {
        return switch (result) {
            case WORKS -> "yes";
            case BY_LUCK -> "~";
            case DEPENDS -> "?";
            case CANNOT -> "no";
        };
    }

    private static Paragraph plain(String text) {
        return new Paragraph(0, "", text);
    }
}
