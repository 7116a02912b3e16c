package dev.magicsock.reports.verdict;

/**
 * Text of one colour, already safe to print.
 *
 * @param text without line breaks
 */
record Piece(Ink ink, String text) {

    static Piece plain(String text) {
        return new Piece(Ink.PLAIN, text);
    }
}
