package dev.magicsock.reports.json;

/** Carries the problem of an unreadable document from the place that found it to {@link RunJson}. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unreadable(String problem) {
        super(problem, null, false, false);
    }
}
