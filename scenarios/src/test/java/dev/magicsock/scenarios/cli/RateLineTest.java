package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far many runs are: shown to whoever watches, and not too often. */
class RateLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now = 7;

    @Test
    void saysRateAndTimeLeft() {
        RateLine line = line(1000, true);
        at(Duration.ofMillis(500));
        line.reached(100);
        assertEquals("\r\033[K100 of 1000 runs (10 %), 200 per second, done in 5 s", written());
        at(Duration.ofMillis(600));
        line.reached(120);
        assertEquals("", written(), "only every half second");
        at(Duration.ofSeconds(10));
        line.reached(101);
        assertEquals("\r\033[K101 of 1000 runs (10 %), 10 per second, done in 1 min 29 s", written());
        line.end();
        assertEquals("\r\033[K", written());
    }

    @Test
    void nobodyWatchesAFile() {
        RateLine line = line(10, false);
        at(Duration.ofSeconds(5));
        line.reached(5);
        line.end();
        assertEquals("", written());
    }

    private RateLine line(int total, boolean wanted) {
        return new RateLine(total, wanted, new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now);
    }

    private void at(Duration sinceStart) {
        now = 7 + sinceStart.toNanos();
    }

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
