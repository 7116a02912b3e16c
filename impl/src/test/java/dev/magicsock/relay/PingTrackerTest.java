package dev.magicsock.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingTrackerTest {

    private final SplittableRandom random = new SplittableRandom(3);
    private final PingTracker pings = new PingTracker();

    @Test
    void theFirstPongMayTakeFiveSeconds() {
        pings.ping(random, at(100));
        assertEquals(Optional.of(at(5_100)), pings.deadline());
    }

    @ParameterizedTest
    @CsvSource({"0,500", "166,500", "167,501", "1000,3000", "1666,4998", "1667,5000", "4000,5000"})
    void laterPongsMayTakeThreeRoundTripsWithinBounds(long roundTripMillis, long timeoutMillis) {
        long payload = pings.ping(random, at(0));
        assertEquals(Optional.of(Duration.ofMillis(roundTripMillis)), pings.pong(payload, at(roundTripMillis)));
        pings.ping(random, at(10_000));
        assertEquals(Optional.of(at(10_000 + timeoutMillis)), pings.deadline());
    }

    @Test
    void onlyTheLatestPingCounts() {
        long first = pings.ping(random, at(0));
        long second = pings.ping(random, at(10));
        assertEquals(Optional.empty(), pings.pong(first, at(20)));
        assertEquals(Optional.of(Duration.ofMillis(20)), pings.pong(second, at(30)));
    }

    @Test
    void otherPayloadsAndRepeatedPongsAreIgnored() {
        long payload = pings.ping(random, at(0));
        assertEquals(Optional.empty(), pings.pong(payload + 1, at(1)));
        assertEquals(Optional.of(Duration.ofMillis(2)), pings.pong(payload, at(2)));
        assertEquals(Optional.empty(), pings.pong(payload, at(3)));
        assertFalse(pings.isOutstanding());
        assertEquals(Optional.empty(), pings.deadline());
        assertEquals(Optional.of(Duration.ofMillis(2)), pings.roundTripTime());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
