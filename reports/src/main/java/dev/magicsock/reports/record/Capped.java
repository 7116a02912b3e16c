package dev.magicsock.reports.record;

import java.util.List;

/**
 * A list in time order that keeps its beginning and its end where there was too much of it: holes are punched at the
 * beginning and runs fail at the end.
 *
 * @param items   what was kept
 * @param leftOut how many items are missing, all of them in one place
 * @param gapAt   index in {@code items} in front of which they are missing; 0 where nothing is
 * @param <T>     an immutable record
 */
public record Capped<T>(List<T> items, long leftOut, int gapAt) {

    public Capped {
        items = List.copyOf(items);
        Check.notNegative("left out", leftOut);
        if (gapAt < 0 || gapAt > items.size() || leftOut == 0 && gapAt != 0) {
            throw new IllegalArgumentException("gap at " + gapAt + " of " + items.size() + ", left out " + leftOut);
        }
    }

    /** A list of which nothing was left out. */
    public static <T> Capped<T> whole(List<T> items) {
        return new Capped<>(items, 0, 0);
    }

    /** How many items there were. */
    public long total() {
        return items.size() + leftOut;
    }
}
