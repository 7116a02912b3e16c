package dev.magicsock.reports.html;

import dev.magicsock.reports.html.Plot.Line;
import dev.magicsock.reports.html.Plot.Style;
import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Series.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses what is plotted for a pair. */
final class PairPlots {

    /** More lines than this nobody can tell apart; the fullest queues are shown. */
    private static final int MAX_QUEUES = 4;

    private final RecordedRun run;
    private final Tree tree;
    private final int points;

    /** @param points the most buckets of one series */
    PairPlots(RecordedRun run, Tree tree, int points) {
        this.run = run;
        this.tree = tree;
        this.points = points;
    }

    List<Plot> of(PairRecord pair) {
        List<Plot> plots = new ArrayList<>();
        plots.add(new Plot("Round-trip time",
                "measured by the probes of each side; a band is the span of what was merged",
                Unit.NANOSECONDS, Style.POINTS, roundTrips(pair)));
        plots.add(new Plot("Goodput", "what the application got, each datagram once, in windows of 250 ms",
                Unit.BITS_PER_SECOND, Style.STEPS, directions(pair, "goodput")));
        plots.add(new Plot("Lost datagrams", "of those sent in a window of 250 ms", Unit.PACKETS, Style.BARS,
                directions(pair, "lost")));
        plots.add(new Plot("Queues on the way", "bytes that wait when a packet has to wait", Unit.BYTES, Style.BARS,
                queues(pair)));
        return plots.stream().filter(plot -> !plot.lines().isEmpty()).toList();
    }

    private List<Line> roundTrips(PairRecord pair) {
        List<Line> lines = new ArrayList<>();
        addRoundTrips(pair.aToB(), pair.a(), "", lines);
        addRoundTrips(pair.bToA(), pair.b(), " back", lines);
        return lines;
    }

    private void addRoundTrips(Direction direction, String who, String back, List<Line> lines) {
        direction.rtt().forEach(rtt -> lines.add(new Line(who + ", " + PathLook.label(rtt.carrier()),
                PathLook.style(rtt.carrier()) + back, Downsampling.thin(rtt.samples(), points))));
    }

    private List<Line> directions(PairRecord pair, String name) {
        List<Line> lines = new ArrayList<>();
        find(pair.a() + " to " + pair.b(), name)
                .ifPresent(series -> lines.add(new Line(pair.a() + " → " + pair.b(), "s-1", thin(series))));
        find(pair.b() + " to " + pair.a(), name)
                .ifPresent(series -> lines.add(new Line(pair.b() + " → " + pair.a(), "s-2", thin(series))));
        return lines;
    }

    private Optional<Series> find(String subject, String name) {
        return run.series().stream()
                .filter(series -> series.subject().equals(subject) && series.name().equals(name)).findFirst();
    }

    private List<Line> queues(PairRecord pair) {
        Set<String> links = new LinkedHashSet<>();
        for (String end : List.of(pair.a(), pair.b())) {
            tree.chain(end).forEach(node -> tree.uplink(node).ifPresent(link -> links.add(link.name())));
        }
        List<Series> queues = run.series().stream()
                .filter(series -> series.name().equals("queue") && links.contains(linkOf(series.subject())))
                .sorted(Comparator.comparing((Series series) -> series.max().orElse(0)).reversed())
                .limit(MAX_QUEUES).toList();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            lines.add(new Line(queues.get(i).subject(), "s-" + (i + 1), thin(queues.get(i))));
        }
        return lines;
    }

    /** {@code home/uplink/up} is a direction of {@code home/uplink}. */
    private static String linkOf(String direction) {
        int slash = direction.lastIndexOf('/');
        return slash < 0 ? direction : direction.substring(0, slash);
    }

    private Series thin(Series series) {
        return Downsampling.thin(series, points);
    }
}
