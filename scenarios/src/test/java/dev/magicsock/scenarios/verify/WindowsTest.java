package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowsTest {

    /** All times of the brute force are below this. */
    private static final int LATEST = 60;

    @Test
    void bothEndsBelongToAWindow() {
        Window window = window(10, 20);

        assertFalse(window.contains(at(9)));
        assertTrue(window.contains(at(10)));
        assertTrue(window.contains(at(20)));
        assertFalse(window.contains(at(21)));
        assertEquals(Duration.ofMillis(10), window.length());
    }

    @Test
    void aWindowDoesNotEndBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> window(10, 9));
        assertTrue(window(10, 10).contains(at(10)));
    }

    @Test
    void theCommonPartOfTwoWindowsCanBeASingleInstantOrNothing() {
        assertEquals(Optional.of(window(15, 20)), window(10, 20).within(window(15, 30)));
        assertEquals(Optional.of(window(20, 20)), window(10, 20).within(window(20, 30)));
        assertEquals(Optional.empty(), window(10, 20).within(window(21, 30)));
    }

    @Test
    void nothingCoversNothing() {
        Windows none = Windows.unionOf(List.of());

        assertFalse(none.meet(window(0, LATEST)));
        assertEquals(Duration.ofMillis(30), none.longestOutside(window(10, 40)));
    }

    @Test
    void whatLiesWithinAWindowHasNoOutside() {
        Windows covered = Windows.unionOf(List.of(window(10, 25), window(20, 40)));

        assertEquals(Duration.ZERO, covered.longestOutside(window(10, 40)));
        assertEquals(Duration.ofMillis(5), covered.longestOutside(window(5, 40)));
        assertEquals(Duration.ofMillis(7), covered.longestOutside(window(5, 47)));
    }

    @Property(tries = 500)
    void theyAgreeWithCountingMilliseconds(
            @ForAll @Size(max = 6) List<@Size(2) List<@IntRange(max = LATEST) Integer>> ends,
            @ForAll @IntRange(max = LATEST) int from, @ForAll @IntRange(max = LATEST) int length) {
        List<Window> windows = ends.stream()
                .map(pair -> window(Math.min(pair.get(0), pair.get(1)), Math.max(pair.get(0), pair.get(1)))).toList();
        Window stretch = window(from, from + length);
        Windows union = Windows.unionOf(windows);

        assertEquals(Duration.ofMillis(longestOutside(windows, stretch)), union.longestOutside(stretch));
        assertEquals(meet(windows, stretch), union.meet(stretch));
    }

    /** Walks from one millisecond to the next; a step is outside if no window holds both of its ends. */
    private static int longestOutside(List<Window> windows, Window stretch) {
        int longest = 0;
        int current = 0;
        for (Instant at = stretch.from(); at.isBefore(stretch.to()); at = at.plusMillis(1)) {
            Instant here = at;
            boolean covered =
                    windows.stream().anyMatch(window -> window.contains(here) && window.contains(here.plusMillis(1)));
            boolean touched = windows.stream().anyMatch(window -> window.contains(here));
            current = covered ? 0 : (touched ? 0 : current) + 1;
            longest = Math.max(longest, current);
        }
        return longest;
    }

    private static boolean meet(List<Window> windows, Window stretch) {
        List<Instant> all = new ArrayList<>();
        for (Instant at = stretch.from(); !at.isAfter(stretch.to()); at = at.plusMillis(1)) {
            all.add(at);
        }
        return all.stream().anyMatch(at -> windows.stream().anyMatch(window -> window.contains(at)));
    }

    private static Window window(long from, long to) {
        return new Window(at(from), at(to));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
