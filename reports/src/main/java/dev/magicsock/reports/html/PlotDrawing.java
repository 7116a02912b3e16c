package dev.magicsock.reports.html;

import dev.magicsock.reports.record.FaultWindow;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Bucket;
import java.util.List;

/**
 * Draws a plot as SVG whose coordinates are times and values, stretched to whatever size it has on the screen; zooming
 * changes nothing but its view box.
 *
 * <p>Of each bucket the mean is drawn as a line and the span from minimum to maximum as a band, so that merging buckets
 * hides no peak.
 */
final class PlotDrawing {

    /** Units from bottom to top. */
    static final int HEIGHT = 1_000;
    /** Checks of a path come at least every 5 s: what is farther apart does not follow each other. */
    private static final long JOINED_NANOS = 12_000_000_000L;

    /** More would run together into a thick line. */
    private static final int MAX_DOTS = 120;

    private final TimeScale scale;
    private final Markup out;

    PlotDrawing(TimeScale scale, Markup out) {
        this.scale = scale;
        this.out = out;
    }

    void draw(Plot plot, List<FaultWindow> faults) {
        out.open("svg", "viewBox", "0 0 " + TimeScale.WIDTH + " " + HEIGHT, "preserveAspectRatio", "none",
                "aria-hidden", "true");
        faults(faults);
        double top = plot.top();
        for (Plot.Line line : plot.lines()) {
            path(spans(line.series(), top, plot.style()), "span " + line.look());
            if (plot.style() != Plot.Style.BARS) {
                String means = plot.style() == Plot.Style.POINTS ? points(line.series(), top)
                        : steps(line.series(), top);
                path(means, "mean " + line.look());
            }
            if (plot.style() == Plot.Style.POINTS && line.series().buckets().size() <= MAX_DOTS) {
                path(dots(line.series(), top), "dots " + line.look());
            }
        }
        out.closeLine();
    }

    private void faults(List<FaultWindow> faults) {
        for (FaultWindow fault : faults) {
            long from = scale.x(TimeScale.nanos(fault.from()));
            long until = scale.x(TimeScale.nanos(fault.until()));
            out.single("path", "class", "fault", "d", rectangle(from, 0, until, HEIGHT));
        }
    }

    private void path(String data, String look) {
        if (!data.isEmpty()) {
            out.single("path", "class", look, "d", data);
        }
    }

    /** From the smallest to the largest measurement of each bucket, or from the axis. */
    private String spans(Series series, double top, Plot.Style style) {
        StringBuilder data = new StringBuilder();
        for (Bucket bucket : series.buckets()) {
            boolean stands = style == Plot.Style.BARS;
            if (stands ? bucket.max() > 0 : bucket.max() > bucket.min()) {
                long from = TimeScale.nanos(bucket.at());
                data.append(rectangle(scale.x(from), y(bucket.max(), top), scale.x(endOf(from, series)),
                        stands ? HEIGHT : y(bucket.min(), top)));
            }
        }
        return data.toString();
    }

    private String points(Series series, double top) {
        StringBuilder data = new StringBuilder();
        long before = Long.MIN_VALUE;
        for (Bucket bucket : series.buckets()) {
            long at = TimeScale.nanos(bucket.at());
            boolean joined = before != Long.MIN_VALUE
                    && at - before <= Math.max(JOINED_NANOS, 2 * series.bucketWidth().toNanos());
            data.append(joined ? 'L' : 'M').append(middle(at, series)).append(' ').append(y(mean(bucket), top));
            before = at;
        }
        return data.toString();
    }

    /** Lines without length, which round ends make dots. */
    private String dots(Series series, double top) {
        StringBuilder data = new StringBuilder();
        series.buckets().forEach(bucket -> data.append('M').append(middle(TimeScale.nanos(bucket.at()), series))
                .append(' ').append(y(mean(bucket), top)).append("h0"));
        return data.toString();
    }

    private long middle(long at, Series series) {
        return scale.x(at / 2 + endOf(at, series) / 2);
    }

    private String steps(Series series, double top) {
        StringBuilder data = new StringBuilder();
        long before = -1;
        for (Bucket bucket : series.buckets()) {
            long at = TimeScale.nanos(bucket.at());
            long y = y(mean(bucket), top);
            if (at == before) {
                data.append('V').append(y);
            } else {
                data.append('M').append(scale.x(at)).append(' ').append(y);
            }
            before = endOf(at, series);
            data.append('H').append(scale.x(before));
        }
        return data.toString();
    }

    private long endOf(long fromNanos, Series series) {
        return Math.max(fromNanos, Math.min(scale.endNanos(), fromNanos + series.bucketWidth().toNanos()));
    }

    static double mean(Bucket bucket) {
        return (double) bucket.sum() / bucket.count();
    }

    private static long y(double value, double top) {
        return Math.round(HEIGHT * (1 - Math.clamp(value / top, 0, 1)));
    }

    private static String rectangle(long left, long top, long right, long bottom) {
        return "M" + left + " " + top + "H" + right + "V" + bottom + "H" + left + "z";
    }
}
