package dev.magicsock.scenarios.language;

/** Pieces of a file as messages show them: short, on one line, and without effect on a terminal. */
final class Quoted {

    /** Long enough to recognise a value, short enough for one line. */
    private static final int MAX_CHARACTERS = 40;

    /**
     * The longest sentence of our own, which lists the keys of a NAT, with room to spare; more quotes half the file.
     */
    private static final int MAX_SENTENCE_CHARACTERS = 1500;

    private Quoted() {
    }

    /** The text in quotes; the end of a long one is left out, and what is not plainly printable is replaced. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(MAX_CHARACTERS).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            shown.append("...");
        }
        return shown.append('\'').toString();
    }

    /** Words that may quote the file or come from a library: on one line, and without effect on a terminal. */
    static String sentence(String text) {
        StringBuilder shown = new StringBuilder();
        text.lines().findFirst().orElse("").codePoints().limit(MAX_SENTENCE_CHARACTERS)
                .forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
        return shown.toString();
    }

    /** Letters, marks, digits, punctuation, symbols and the space; no controls and no direction overrides. */
    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
