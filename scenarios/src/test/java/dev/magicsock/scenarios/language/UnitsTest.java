package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"1ns,1", "100us,100000", "250ms,250000000", "3s,3000000000", "2m,120000000000", "1h,3600000000000",
            "0s,0", "-45s,-45000000000", "0.5s,500000000", "1.000000001s,1000000001", "168h,604800000000000"})
    void durationsAreExact(String text, long nanos) {
        assertEquals(Optional.of(Duration.ofNanos(nanos)), Units.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "s", "3 s", "3S", "3sec", "+3s", "3e2s", "0.1ns", ".5s", "5.s", "3s ", "1h30m",
            "168.1h", "9999999999999999s", "999999999999999h", "--3s", "٣s", "3s\n"})
    void whatIsNoDurationIsNone(String text) {
        assertEquals(Optional.empty(), Units.duration(text));
    }

    @Test
    void sizesKnowDecimalAndBinaryPrefixes() {
        assertEquals(Optional.of(1200L), Units.size("1200B"));
        assertEquals(Optional.of(1000L), Units.size("1kB"));
        assertEquals(Optional.of(65_536L), Units.size("64KiB"));
        assertEquals(Optional.of(1_500_000L), Units.size("1.5MB"));
        assertEquals(Optional.empty(), Units.size("1KB"));
        assertEquals(Optional.empty(), Units.size("1.5B"));
    }

    @Test
    void ratesAreBitsPerSecond() {
        assertEquals(Optional.of(10_000_000L), Units.rate("10Mbit/s"));
        assertEquals(Optional.of(500_000L), Units.rate("500kbit/s"));
        assertEquals(Optional.empty(), Units.rate("10Mbps"));
        assertEquals(Optional.empty(), Units.rate("1001Gbit/s"));
    }

    @Test
    void ratiosLieBetweenNothingAndAll() {
        assertEquals(Optional.of(0.02), Units.ratio("2%"));
        assertEquals(Optional.of(0.0), Units.ratio("0%"));
        assertEquals(Optional.of(1.0), Units.ratio("100%"));
        assertEquals(Optional.of(0.005), Units.ratio("0.5%"));
        assertEquals(Optional.empty(), Units.ratio("100.1%"));
        assertEquals(Optional.empty(), Units.ratio("-1%"));
    }

    @Test
    void skewsAreWholePartsPerMillion() {
        assertEquals(Optional.of(200L), Units.skewPpm("200ppm"));
        assertEquals(Optional.of(-200L), Units.skewPpm("-200ppm"));
        assertEquals(Optional.empty(), Units.skewPpm("0.5ppm"));
        assertEquals(Optional.empty(), Units.skewPpm("100001ppm"));
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = -604_800_000_000_000L,
            max = 604_800_000_000_000L) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertEquals(Optional.of(duration), Units.duration(Units.text(duration)));
    }
}
