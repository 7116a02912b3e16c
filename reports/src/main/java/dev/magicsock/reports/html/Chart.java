package dev.magicsock.reports.html;

import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.FaultWindow;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.text.Quantities;
import java.time.Instant;
import java.util.List;

/** Draws faults, path strips and plots of a pair above one another on one axis of time. */
final class Chart {

    private static final int TIME_TICKS = 8;
    /** So many labels of faults fit beside each other. */
    private static final int LABELS = 6;
    /** What begins and ends at the same instant is still to be seen. */
    private static final String INSTANT = "instant";

    private final TimeScale scale;
    private final List<FaultWindow> faults;
    private final Markup out;

    Chart(TimeScale scale, List<FaultWindow> faults, Markup out) {
        this.scale = scale;
        this.faults = faults;
        this.out = out;
    }

    void draw(PairRecord pair, List<Plot> plots) {
        out.open("div", "class", "plots");
        if (!faults.isEmpty()) {
            faultRow();
        }
        strip(pair.a() + " → " + pair.b(), pair.aToB().paths());
        strip(pair.b() + " → " + pair.a(), pair.bToA().paths());
        for (int i = 0; i < plots.size(); i++) {
            plot(plots.get(i), i);
        }
        axis();
        out.closeLine();
    }

    private void faultRow() {
        head("Faults of the script", "");
        out.open("div", "class", "lane strip faults");
        for (int i = 0; i < faults.size(); i++) {
            FaultWindow fault = faults.get(i);
            boolean moment = fault.from().equals(fault.until());
            String text = fault.name() + " " + fault.target();
            boolean crowded = moment && i + 1 < faults.size() && isClose(fault.from(), faults.get(i + 1).from());
            segment(moment ? "seg fault-seg " + INSTANT : "seg fault-seg", TimeScale.nanos(fault.from()),
                    TimeScale.nanos(fault.until()), text + ", " + words(fault), crowded ? "" : text);
        }
        out.closeLine();
    }

    /** Whether the label of something at one instant would run into something at another. */
    private boolean isClose(Instant one, Instant other) {
        return TimeScale.nanos(other) - TimeScale.nanos(one) < scale.endNanos() / LABELS;
    }

    private static String words(FaultWindow fault) {
        return fault.from().equals(fault.until()) ? "at " + Quantities.time(fault.from())
                : Quantities.time(fault.from()) + " to " + Quantities.time(fault.until());
    }

    private void strip(String title, Capped<PathInterval> paths) {
        head("Path " + title, paths.leftOut() == 0 ? ""
                : paths.leftOut() + " stretches in the middle were not recorded");
        out.open("div", "class", "lane strip");
        for (PathInterval interval : paths.items()) {
            String label = PathLook.label(interval.kind());
            String tip = label + ", " + Quantities.time(interval.from()) + " to " + Quantities.time(interval.until())
                    + (interval.reason().isEmpty() ? "" : ": " + interval.reason());
            segment("seg " + PathLook.style(interval.kind()), TimeScale.nanos(interval.from()),
                    TimeScale.nanos(interval.until()), tip, label);
        }
        out.closeLine();
    }

    private void segment(String look, long from, long until, String tip, String label) {
        out.open("div", "class", look, "style", "left:" + scale.percent(from) + ";width:"
                + scale.percent(Math.max(0, until - from)), "data-f", Long.toString(from), "data-u",
                Long.toString(until), "title", tip);
        out.leaf("span", label).close();
    }

    private void plot(Plot plot, int index) {
        if (plot.isFlat()) {
            head(plot.title(), "none");
            return;
        }
        out.open("div", "class", "head").leaf("b", plot.title(), "title", plot.note());
        for (Plot.Line line : plot.lines()) {
            out.open("span", "class", "key").leaf("i", "", "class", line.look()).text(line.label()).close();
        }
        out.close();
        out.open("div", "class", "lane plot", "data-plot", Integer.toString(index));
        double top = plot.top();
        for (double value = 0; value <= top; value += plot.step()) {
            out.leaf("span", Ticks.words(value, plot.unit()), "class", "y", "style",
                    "bottom:" + TimeScale.percentOf(value / top));
        }
        new PlotDrawing(scale, out).draw(plot, faults);
        out.closeLine();
    }

    private void head(String title, String note) {
        out.open("div", "class", "head").leaf("b", title);
        if (!note.isEmpty()) {
            out.leaf("span", note, "class", "note");
        }
        out.close();
    }

    private void axis() {
        out.open("div", "class", "lane axis");
        for (long tick : Ticks.times(scale.endNanos(), TIME_TICKS)) {
            out.leaf("span", tick == 0 ? "0" : Quantities.spanOfNanos(tick), "class", "x", "style",
                    "left:" + scale.percent(tick));
        }
        out.closeLine();
    }
}
