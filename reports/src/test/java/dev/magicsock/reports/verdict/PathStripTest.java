package dev.magicsock.reports.verdict;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.text.Glyphs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PathStripTest {

    private static final Symbols ASCII = new Symbols(Glyphs.ASCII);

    @Test
    void stretchesAreDrawnInProportionToTheirLength() {
        assertEquals(Optional.of("0s -----relay----- 10s ===ipv4=== 15s"), labelled(37,
                interval(0, 10_000, PathKind.RELAY), interval(10_000, 15_000, PathKind.IPV4_DIRECT)));
    }

    @Test
    void aStripFillsItsWidthOrIsNotDrawn() {
        PathInterval[] intervals = {interval(0, 1, PathKind.NONE), interval(1, 2_310, PathKind.RELAY),
            interval(2_310, 30_000, PathKind.IPV6_DIRECT)};
        for (int width = 1; width < 200; width++) {
            int expected = width;
            labelled(width, intervals).ifPresent(strip -> assertEquals(expected, strip.length(), strip));
        }
        assertEquals(Optional.empty(), labelled(37, intervals));
        assertEquals(Optional.of("0s .none. 1ms -relay- 2.31s =ipv6= 30s"), labelled(38, intervals));
    }

    @Test
    void aColumnShowsThePathHeldLongestAndKnowsWhatItHides() {
        ColumnStrip strip = new ColumnStrip(List.of(interval(0, 60, PathKind.RELAY),
                interval(60, 100, PathKind.NONE), interval(100, 200, PathKind.IPV4_DIRECT)), millis(300), 3);
        assertEquals(Optional.of(PathKind.RELAY), strip.longest(0));
        assertTrue(strip.hidesOthers(0));
        assertEquals(Optional.of(PathKind.IPV4_DIRECT), strip.longest(1));
        assertFalse(strip.hidesOthers(1));
        assertEquals(Optional.empty(), strip.longest(2));
        assertEquals(Duration.ofMillis(100), strip.columnWidth());
    }

    @Test
    void theLongestRunThereIsDoesNotOverflow() {
        Instant end = Instant.EPOCH.plusNanos(Long.MAX_VALUE);
        PathInterval whole = new PathInterval(Instant.EPOCH, end, PathKind.RELAY, List.of(), "");
        ColumnStrip strip = new ColumnStrip(List.of(whole), end, 77);
        assertEquals(Optional.of(PathKind.RELAY), strip.longest(76));
        assertEquals(80, LabelledStrip.of(List.of(whole), 80, ASCII).orElseThrow().stream()
                .mapToInt(piece -> piece.text().length()).sum());
    }

    @Property(tries = 200)
    void columnsShareOutAllTheTimeThereIs(@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9_999) Integer>
            lengths, @ForAll @IntRange(min = 1, max = 90) int columns) {
        List<PathInterval> intervals = new ArrayList<>();
        long now = 0;
        for (int length : lengths) {
            intervals.add(interval(now, now + length, PathKind.values()[length % 6]));
            now += length;
        }
        ColumnStrip strip = new ColumnStrip(intervals, millis(now), columns);
        Map<PathKind, Long> expected = intervals.stream().collect(Collectors.groupingBy(PathInterval::kind,
                Collectors.summingLong(interval -> interval.length().toNanos())));
        assertEquals(expected, strip.nanosByKind());
        for (int column = 0; column < columns; column++) {
            Optional<PathKind> shown = strip.longest(column);
            long held = shown.isEmpty() ? 0 : held(intervals, shown.get(), now, column, columns);
            assertEquals(longest(intervals, now, column, columns), held);
        }
    }

    /** Worked out interval by interval: the most time that any kind holds in a column. */
    private static long longest(List<PathInterval> intervals, long endMillis, int column, int columns) {
        long most = 0;
        for (PathKind kind : PathKind.values()) {
            most = Math.max(most, held(intervals, kind, endMillis, column, columns));
        }
        return most;
    }

    private static long held(List<PathInterval> intervals, PathKind kind, long endMillis, int column, int columns) {
        long from = endMillis * 1_000_000 * column / columns;
        long until = endMillis * 1_000_000 * (column + 1) / columns;
        return intervals.stream().filter(interval -> interval.kind() == kind).mapToLong(interval -> Math.max(0,
                Math.min(until, nanos(interval.until())) - Math.max(from, nanos(interval.from())))).sum();
    }

    private static long nanos(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos();
    }

    private static PathInterval interval(long fromMillis, long untilMillis, PathKind kind) {
        return new PathInterval(millis(fromMillis), millis(untilMillis), kind, List.of(), "");
    }

    private static Optional<String> labelled(int width, PathInterval... intervals) {
        return LabelledStrip.of(List.of(intervals), width, ASCII)
                .map(pieces -> pieces.stream().map(Piece::text).collect(Collectors.joining()));
    }
}
