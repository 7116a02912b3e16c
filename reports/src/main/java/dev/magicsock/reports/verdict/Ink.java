package dev.magicsock.reports.verdict;

/** What a piece of text stands for, and so how it is coloured where colours are allowed. */
enum Ink {
    PLAIN(""),
    STRONG("1"),
    QUIET("2"),
    GOOD("32"),
    BAD("1;31"),
    OPEN("33"),
    RELAY("33"),
    IPV4("32"),
    IPV6("36"),
    DOUBT("35"),
    BROKEN_PATH("31");

    private final String sgr;

    Ink(String sgr) {
        this.sgr = sgr;
    }

    /** The parameters of the ECMA-48 SGR sequence; empty for plain text. */
    String sgr() {
        return sgr;
    }
}
