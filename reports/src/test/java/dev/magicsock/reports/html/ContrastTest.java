package dev.magicsock.reports.html;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WCAG 2.2, 1.4.3 (text 4.5 to 1) and 1.4.11 (marks 3 to 1), for both themes, read from the style sheet. */
class ContrastTest {

    private static final double TEXT = 4.5;
    private static final double MARK = 3;
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6})");
    private static final Pattern KIND = Pattern.compile(
            "\\.(k-[a-z0-9]+) \\{ --fill: (#[0-9a-f]{6}); --on: (#[0-9a-f]{6})");

    private final String style = Assets.style();
    private final Map<String, String> light = colours(style.indexOf(":root {"));
    private final Map<String, String> dark = colours(style.indexOf(":root[data-theme=\"dark\"] {"));

    @Test
    void textIsReadableOnItsBackgroundInBothThemes() {
        for (Map<String, String> theme : List.of(light, dark)) {
            for (String background : List.of("bg", "panel")) {
                for (String text : List.of("ink", "soft", "link")) {
                    check(theme.get(text), theme.get(background), TEXT, text + " on " + background);
                }
            }
            check(theme.get("good"), theme.get("good-bg"), TEXT, "pass");
            check(theme.get("bad"), theme.get("bad-bg"), TEXT, "fail");
            check(theme.get("ink"), theme.get("bad-bg"), TEXT, "a broken expectation");
            check(theme.get("soft"), theme.get("open-bg"), TEXT, "an undecided expectation");
            check(theme.get("bad"), theme.get("bg"), TEXT, "a drop in the sequence");
        }
    }

    @Test
    void linesStandOutFromTheBackgroundInBothThemes() {
        for (Map<String, String> theme : List.of(light, dark)) {
            for (String line : List.of("relay-line", "ipv4-line", "ipv6-line", "s1", "s2", "s3", "s4", "edge", "focus",
                    "good")) {
                check(theme.get(line), theme.get("bg"), MARK, line);
            }
        }
    }

    @Test
    void everyKindOfPathCarriesAReadableLabel() {
        int kinds = 0;
        for (Matcher kind = KIND.matcher(style); kind.find(); kinds++) {
            check(kind.group(3), kind.group(2), TEXT, kind.group(1));
        }
        assertTrue(kinds == 5, kinds + " kinds");
    }

    @Test
    void bothWaysToTheDarkThemeShowTheSameColours() {
        assertTrue(dark.equals(colours(style.indexOf(":root:not([data-theme=\"light\"]) {"))), "they differ");
    }

    private Map<String, String> colours(int from) {
        Map<String, String> colours = new LinkedHashMap<>();
        Matcher match = COLOUR.matcher(style.substring(from, style.indexOf('}', from)));
        while (match.find()) {
            colours.put(match.group(1), match.group(2));
        }
        return colours;
    }

    private static void check(String one, String other, double least, String what) {
        double a = luminance(one);
        double b = luminance(other);
        double contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        assertTrue(contrast >= least, what + ": " + one + " and " + other + " have only " + contrast);
    }

    private static double luminance(String colour) {
        return .2126 * channel(colour, 1) + .7152 * channel(colour, 3) + .0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= .04045 ? value / 12.92 : Math.pow((value + .055) / 1.055, 2.4);
    }
}
