package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.text.Quantities;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path strip with a label on every stretch and the time of every change:
 * {@code 0s ──relay── 2.31s ━━━━ipv4━━━━ 30s}. Room that is left is shared out by length of time.
 */
final class LabelledStrip {

    /** One bar on each side of the label. */
    private static final int BARS = 2;

    private LabelledStrip() {
    }

    /** The strip, or nothing where the intervals do not all fit into so many columns. */
    static Optional<List<Piece>> of(List<PathInterval> intervals, int width, Symbols symbols) {
        if (intervals.isEmpty() || intervals.size() > width) {
            return Optional.empty();
        }
        List<String> times = new ArrayList<>();
        times.add(Quantities.roughTime(intervals.getFirst().from()));
        intervals.forEach(interval -> times.add(Quantities.roughTime(interval.until())));
        int fixed = times.stream().mapToInt(String::length).sum() + 2 * intervals.size();
        int labels = intervals.stream().mapToInt(LabelledStrip::leastColumns).sum();
        int spare = width - fixed - labels;
        return spare < 0 ? Optional.empty() : Optional.of(draw(intervals, times, spare, symbols));
    }

    private static int leastColumns(PathInterval interval) {
        return PathLook.label(interval.kind()).length() + BARS;
    }

    private static List<Piece> draw(List<PathInterval> intervals, List<String> times, int spare, Symbols symbols) {
        List<Piece> strip = new ArrayList<>();
        Instant start = intervals.getFirst().from();
        BigInteger total = nanos(start, intervals.getLast().until()).max(BigInteger.ONE);
        strip.add(Piece.plain(times.getFirst() + " "));
        for (int i = 0; i < intervals.size(); i++) {
            PathInterval interval = intervals.get(i);
            int extra = share(start, interval.until(), total, spare) - share(start, interval.from(), total, spare);
            strip.add(new Piece(PathLook.ink(interval.kind()), segment(interval, extra, symbols)));
            strip.add(Piece.plain(" " + times.get(i + 1) + (i < intervals.size() - 1 ? " " : "")));
        }
        return strip;
    }

    private static String segment(PathInterval interval, int extra, Symbols symbols) {
        String bar = symbols.bar(interval.kind());
        int bars = BARS + extra;
        return bar.repeat(bars / 2) + PathLook.label(interval.kind()) + bar.repeat(bars - bars / 2);
    }

    /** The spare columns up to a time; differences of these add up to all of them. */
    private static int share(Instant start, Instant at, BigInteger total, int spare) {
        return nanos(start, at).multiply(BigInteger.valueOf(spare)).divide(total).intValueExact();
    }

    private static BigInteger nanos(Instant from, Instant until) {
        return BigInteger.valueOf(Duration.between(from, until).toNanos());
    }
}
