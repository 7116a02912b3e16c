package dev.magicsock.reports.recorder;

/** The names under which a full table files what it has no room for. */
final class Overflow {

    static final String REASON = "other";
    static final String PLACE = "elsewhere";

    private Overflow() {
    }
}
