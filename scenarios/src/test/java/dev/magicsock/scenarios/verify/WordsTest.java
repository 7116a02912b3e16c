package dev.magicsock.scenarios.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void durationsBelowASecondAreMilliseconds() {
        assertEquals("48ms", Words.duration(Duration.ofMillis(48)));
        assertEquals("0.25ms", Words.duration(Duration.ofNanos(250_000)));
        assertEquals("999.999ms", Words.duration(Duration.ofNanos(999_999_000)));
        assertEquals("-2ms", Words.duration(Duration.ofMillis(-2)));
    }

    @Test
    void longerOnesAreSecondsAndSoIsNothing() {
        assertEquals("0s", Words.duration(Duration.ZERO));
        assertEquals("1s", Words.duration(Duration.ofSeconds(1)));
        assertEquals("2.31s", Words.duration(Duration.ofMillis(2310)));
        assertEquals("1.235s", Words.duration(Duration.ofNanos(1_234_567_890)));
        assertEquals("600s", Words.duration(Duration.ofMinutes(10)));
        assertEquals("2.31s", Words.time(Instant.ofEpochMilli(2310)));
    }

    @Test
    void sharesKeepTheirDigits() {
        assertEquals("2%", Words.percent(0.02));
        assertEquals("0%", Words.percent(0));
        assertEquals("100%", Words.percent(1));
        assertEquals("7%", Words.percent(0.07));
        assertEquals("0.001%", Words.percent(0.00001));
    }

    @Test
    void oneIsSingular() {
        assertEquals("1 datagram", Words.count(1, "datagram"));
        assertEquals("0 datagrams", Words.count(0, "datagram"));
    }
}
