package dev.magicsock.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s", "1, 1ns", "999, 999ns", "1000, 1us", "1250, 1.25us", "850000, 850us", "41239999, 41.2ms",
        "999999999, 999ms", "1000000000, 1s", "2314000000, 2.31s", "59999999999, 59.99s", "60000000000, 1m",
        "61500000000, 1m1.5s", "723000000000, 12m3s", "3600000000000, 1h", "3601000000000, 1h0m1s",
        "3660999999999, 1h1m", "86400000000000, 24h", "9223372036854775807, 2562047h47m16s"})
    void spansKeepAboutThreeDigits(long nanos, String expected) {
        assertEquals(expected, Quantities.span(Duration.ofNanos(nanos)));
        assertEquals(expected, Quantities.spanOfNanos(nanos));
    }

    @Test
    void timesKeepMilliseconds() {
        assertEquals("2.314s", Quantities.time(Instant.EPOCH.plusMillis(2_314)));
        assertEquals("12m3.004s", Quantities.time(Instant.EPOCH.plusMillis(723_004)));
        assertEquals("2.31s", Quantities.roughTime(Instant.EPOCH.plusMillis(2_314)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B", "999, 999B", "1000, 1kB", "1234, 1.23kB", "12345, 12.3kB", "123456, 123kB", "999999, 999kB",
        "1000000, 1MB", "9223372036854775807, 9.22EB"})
    void bytesHaveDecimalPrefixes(long bytes, String expected) {
        assertEquals(expected, Quantities.bytes(bytes));
    }

    @Test
    void aNegativeSpanIsABug() {
        assertThrows(IllegalArgumentException.class, () -> Quantities.spanOfNanos(-1));
    }
}
