package dev.magicsock.reports.comparison;

/**
 * What strategies are compared between: two kinds of networks and the links to them.
 *
 * @param a    the network of the one that connects: a NAT, or a population to draw one from
 * @param b    the network of the other
 * @param link what the access links are drawn from
 */
public record Cell(String a, String b, String link) {

    public Cell {
        checkWord(a);
        checkWord(b);
        checkWord(link);
    }

    /** As a reader sees it. */
    public String label() {
        return a + " / " + b + " / " + link;
    }

    /** Words go into tables and files of values separated by commas as they are. */
    static void checkWord(String word) {
        if (!word.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")) {
            throw new IllegalArgumentException("not a plain word: " + word);
        }
    }
}
