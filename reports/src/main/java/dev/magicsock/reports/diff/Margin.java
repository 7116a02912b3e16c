package dev.magicsock.reports.diff;

/**
 * How much worse a measure may be before it counts.
 *
 * @param percent of the value before, in [0, 1000]
 */
public record Margin(int percent) {

    private static final int MAX_PERCENT = 1_000;

    public Margin {
        if (percent < 0 || percent > MAX_PERCENT) {
            throw new IllegalArgumentException("a margin is from 0 to " + MAX_PERCENT + " percent, not " + percent);
        }
    }

    /** What going from one value to another means, where less is better. */
    Change judge(long before, long after, long floor) {
        double allowed = Math.max(floor, before * (percent / 100.0));
        return Change.of(before - after > allowed, after - before > allowed);
    }
}
