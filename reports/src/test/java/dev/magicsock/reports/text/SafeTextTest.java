package dev.magicsock.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    private final SafeText unicode = new SafeText(Glyphs.UNICODE);
    private final SafeText ascii = new SafeText(Glyphs.ASCII);

    @Test
    void usualTextStays() {
        assertEquals("natA filtered probe 17: Zürich → 東京", unicode.escape("natA filtered probe 17: Zürich → 東京"));
    }

    @Test
    void asciiOutputEscapesEverythingElse() {
        assertEquals("Z\\u{fc}rich", ascii.escape("Zürich"));
    }

    @Test
    void controlCharactersBecomeVisible() {
        assertEquals("\\u{1b}[2J\\u{a}\\u{9b}1m\\u{7f}", unicode.escape("\u001b[2J\n\u009b1m\u007f"));
    }

    @Test
    void directionOverridesAndRightToLeftLettersBecomeVisible() {
        assertEquals("\\u{202e}evil\\u{2066}", unicode.escape("\u202eevil\u2066"));
        assertEquals("\\u{5d0}1", unicode.escape("\u05d01"));
        assertEquals("\\u{627}", unicode.escape("\u0627"));
    }

    @Test
    void unpairedSurrogatesUnusualSpacesAndStackedMarksBecomeVisible() {
        assertEquals("\\u{d800}", unicode.escape("\ud800"));
        assertEquals("a\\u{2003}b\\u{2028}", unicode.escape("a\u2003b\u2028"));
        assertEquals("é\\u{336}", unicode.escape("e\u0301\u0336"));
    }

    @Test
    void longNamesLoseTheirMiddle() {
        assertEquals("aaaaaaaaaaaaaaaaaaa…bbbbbbbbbbbbbbbbbbb", unicode.name("a".repeat(100) + "b".repeat(100)));
        assertEquals("aaaaaaaaaaaaaaaaaa...bbbbbbbbbbbbbbbbbb", ascii.name("a".repeat(100) + "b".repeat(100)));
        assertEquals("a".repeat(40), unicode.name("a".repeat(40)));
    }

    @Test
    void longSentencesLoseTheirEnd() {
        String sentence = unicode.sentence("x".repeat(100_000));
        assertEquals(600, SafeText.columns(sentence));
        assertTrue(sentence.endsWith("…"));
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertEquals(7, SafeText.columns("a東京😀"));
        assertTrue(SafeText.columns(unicode.name("東".repeat(50))) <= 40);
    }

    @Property(tries = 300)
    void nothingThatComesOutCanMoveTheCursor(@ForAll String text) {
        assertTrue(unicode.escape(text).codePoints().noneMatch(SafeTextTest::isDangerous));
        assertTrue(ascii.escape(text).chars().allMatch(c -> c >= ' ' && c < 0x7F));
        assertTrue(SafeText.columns(unicode.name(text)) <= 40);
    }

    private static boolean isDangerous(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
