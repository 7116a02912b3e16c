package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path strip of equal columns of time, for runs with too many changes to label: each column shows the path that was
 * held longest in it, and knows whether it hides others.
 */
final class ColumnStrip {

    private static final PathKind[] KINDS = PathKind.values();

    private final long endNanos;
    private final long[][] nanosByColumnAndKind;
    private final Map<PathKind, Long> nanosByKind = new EnumMap<>(PathKind.class);

    ColumnStrip(List<PathInterval> intervals, Instant end, int columns) {
        endNanos = nanos(end);
        nanosByColumnAndKind = new long[columns][KINDS.length];
        intervals.forEach(this::add);
    }

    int columns() {
        return nanosByColumnAndKind.length;
    }

    /** How much time a column stands for. */
    Duration columnWidth() {
        return Duration.ofNanos(endNanos / columns());
    }

    /** The kind that fills most of a column; empty where nothing was recorded in it. */
    Optional<PathKind> longest(int column) {
        long[] held = nanosByColumnAndKind[column];
        return Arrays.stream(KINDS).filter(kind -> held[kind.ordinal()] > 0)
                .reduce((best, kind) -> held[kind.ordinal()] > held[best.ordinal()] ? kind : best);
    }

    /** Whether a column holds more kinds than the one it shows. */
    boolean hidesOthers(int column) {
        return Arrays.stream(nanosByColumnAndKind[column]).filter(nanos -> nanos > 0).count() > 1;
    }

    /** Time on each kind of path, in the order of kinds. */
    Map<PathKind, Long> nanosByKind() {
        return nanosByKind;
    }

    private void add(PathInterval interval) {
        long from = nanos(interval.from());
        long until = Math.min(nanos(interval.until()), endNanos);
        if (until <= from) {
            return;
        }
        nanosByKind.merge(interval.kind(), until - from, Long::sum);
        for (int column = columnOf(from); column < columns() && startOf(column) < until; column++) {
            long held = Math.min(until, startOf(column + 1)) - Math.max(from, startOf(column));
            nanosByColumnAndKind[column][interval.kind().ordinal()] += Math.max(held, 0);
        }
    }

    /** A column that starts at or before a time, and the last but one such at worst. */
    private int columnOf(long nanos) {
        long width = endNanos / columns() + 1;
        return (int) Math.min(nanos / width, columns() - 1L);
    }

    /** Multiplies after dividing, so that the longest run does not overflow. */
    private long startOf(int column) {
        long columns = columns();
        return endNanos / columns * column + endNanos % columns * column / columns;
    }

    private static long nanos(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos();
    }
}
