package dev.magicsock.reports.text;

import java.text.Normalizer;

/**
 * Makes text from scenarios and packets harmless to print: what could move the cursor, change colours, reorder or
 * overprint neighbouring text becomes visible as a code such as {@code \}{@code u{1b}}.
 *
 * <p>Escaped are control and format characters, unpaired surrogates, private and unassigned code points, line breaks
 * and unusual spaces, combining marks left over after composition, and letters of right-to-left scripts, because a
 * terminal would turn the numbers around them about. The JSON document keeps the original.
 */
public final class SafeText {

    /** Columns that a name may take; enough for a long host name, and three of them fit a usual terminal. */
    private static final int NAME_COLUMNS = 40;
    /** Columns that a sentence may take: some eight lines of a usual terminal. */
    private static final int SENTENCE_COLUMNS = 600;

    private final Glyphs glyphs;

    /** Text for an output that may use these characters. */
    public SafeText(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /**
     * A name without spaces at its ends, at most 40 columns; a longer one loses its middle, since names often differ at
     * their ends.
     */
    public String name(String text) {
        String safe = escape(text).strip();
        if (columns(safe) <= NAME_COLUMNS) {
            return safe;
        }
        int kept = (NAME_COLUMNS - columns(ellipsis())) / 2;
        return prefix(safe, kept) + ellipsis() + suffix(safe, kept);
    }

    /** A sentence, at most 600 columns; a longer one loses its end. */
    public String sentence(String text) {
        String safe = escape(text);
        return columns(safe) <= SENTENCE_COLUMNS ? safe
                : prefix(safe, SENTENCE_COLUMNS - columns(ellipsis())) + ellipsis();
    }

    /** The whole text, however long. */
    public String escape(String text) {
        if (text.chars().allMatch(SafeText::isPrintableAscii)) {
            return text; // Nearly always; and Unicode's tables are slow to load.
        }
        StringBuilder safe = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(codePoint -> {
            if (isHarmless(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        return safe.toString();
    }

    /** How many terminal columns escaped text takes. */
    public static int columns(String safe) {
        return safe.codePoints().map(SafeText::columns).sum();
    }

    /** How many terminal columns one harmless code point takes. */
    public static int columns(int codePoint) {
        return isWide(codePoint) ? 2 : 1;
    }

    private boolean isHarmless(int codePoint) {
        return isPrintableAscii(codePoint)
                || glyphs == Glyphs.UNICODE && hasVisibleShape(codePoint) && !isRightToLeft(codePoint);
    }

    private static boolean isPrintableAscii(int codePoint) {
        return codePoint >= ' ' && codePoint < 0x7F;
    }

    private static boolean hasVisibleShape(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR,
                 Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> false;
            default -> true;
        };
    }

    private static boolean isRightToLeft(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                 Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }

    /** East Asian wide characters and pictographs, by block: near enough to keep lines within the terminal. */
    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100 && (codePoint <= 0x115F
                || between(codePoint, 0x2E80, 0xA4CF) || between(codePoint, 0xA960, 0xA97F)
                || between(codePoint, 0xAC00, 0xD7A3) || between(codePoint, 0xF900, 0xFAFF)
                || between(codePoint, 0xFE30, 0xFE6F) || between(codePoint, 0xFF00, 0xFF60)
                || between(codePoint, 0xFFE0, 0xFFE6) || between(codePoint, 0x16FE0, 0x18DFF)
                || between(codePoint, 0x1B000, 0x1B2FF) || between(codePoint, 0x1F000, 0x1FAFF)
                || between(codePoint, 0x20000, 0x3FFFD));
    }

    private static boolean between(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    private String ellipsis() {
        return glyphs == Glyphs.UNICODE ? "…" : "...";
    }

    private static String prefix(String safe, int limit) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (int codePoint : safe.codePoints().toArray()) {
            used += columns(codePoint);
            if (used > limit) {
                break;
            }
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    private static String suffix(String safe, int limit) {
        int start = safe.length();
        int used = 0;
        while (start > 0) {
            int codePoint = safe.codePointBefore(start);
            used += columns(codePoint);
            if (used > limit) {
                break;
            }
            start -= Character.charCount(codePoint);
        }
        return safe.substring(start);
    }
}
