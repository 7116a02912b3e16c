package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import java.util.List;

/**
 * One plot over the time of the run.
 *
 * @param title  what it shows
 * @param note   what one measurement is, for a reader who asks
 * @param style  how its lines are drawn
 */
record Plot(String title, String note, Series.Unit unit, Style style, List<Line> lines) {

    /** Steps along the vertical axis: three lines are enough to read a value off. */
    private static final int STEPS = 3;

    Plot {
        lines = List.copyOf(lines);
    }

    /** How measurements become marks. */
    enum Style {
        /** Single measurements, joined where they follow each other. */
        POINTS,
        /** A value for each stretch of time. */
        STEPS,
        /** Like steps, standing on the axis. */
        BARS
    }

    /**
     * One series of a plot.
     *
     * @param look style classes
     */
    record Line(String label, String look, Series series) {
    }

    /** The largest measurement, at least 1. */
    double max() {
        return lines.stream().flatMap(line -> line.series().buckets().stream()).mapToLong(Bucket::max).max().stream()
                .mapToDouble(max -> max).map(max -> Math.max(1, max)).findFirst().orElse(1);
    }

    /** Whether there is nothing to see. */
    boolean isFlat() {
        return lines.stream().allMatch(line -> line.series().max().orElse(0) <= 0);
    }

    double step() {
        return Ticks.step(max(), STEPS);
    }

    /** The value at the top of the plot, a multiple of the step. */
    double top() {
        return Math.ceil(max() / step()) * step();
    }
}
