package dev.magicsock.reports.diff;

/** What a difference means; the most important first. */
public enum Change {
    REGRESSION,
    IMPROVEMENT,
    /** Equal, or within the margin. */
    SAME;

    static Change of(boolean better, boolean worse) {
        if (worse) {
            return REGRESSION;
        }
        return better ? IMPROVEMENT : SAME;
    }
}
