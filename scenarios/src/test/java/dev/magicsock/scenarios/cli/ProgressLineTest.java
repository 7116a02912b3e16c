package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long wallMillis;
    private final ProgressLine progress = new ProgressLine("home-nats", Duration.ofSeconds(20),
            new PrintStream(err, true, StandardCharsets.UTF_8), () -> wallMillis * 1_000_000);

    @Test
    void aRunOfLessThanASecondShowsNothing() {
        report(999, 19);
        progress.end();
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLongerRunShowsHowFarItIsAndCleansUp() {
        report(1000, 5);
        progress.end();
        assertEquals("\r\033[Khome-nats: 5.0 s of 20.0 s (25 %)\r\033[K", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theLineChangesTenTimesPerSecondAtMost() {
        report(1000, 5);
        report(1099, 6);
        report(1100, 7);
        assertEquals("\r\033[Khome-nats: 5.0 s of 20.0 s (25 %)\r\033[Khome-nats: 7.0 s of 20.0 s (35 %)",
                err.toString(StandardCharsets.UTF_8));
    }

    private void report(long atWallMillis, long virtualSeconds) {
        wallMillis = atWallMillis;
        progress.reached(Instant.ofEpochSecond(virtualSeconds));
    }
}
