package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.RelayUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HomeRelayTest {

    private static final RelayUrl FIRST = RelayUrl.parse("http://first.relay.test");
    private static final RelayUrl SECOND = RelayUrl.parse("http://second.relay.test");

    private final HomeRelay home = new HomeRelay();

    @Test
    void theFirstRelayThatAnswersIsHome() {
        assertEquals(Optional.empty(), home.choose(at(0)));
        measure(FIRST, 300, 0);
        assertEquals(Optional.of(FIRST), home.choose(at(0)));
        assertEquals(Optional.empty(), home.choose(at(0)));
    }

    @Test
    void itMovesOnlyToOneBelowTwoThirds() {
        measure(FIRST, 90, 0);
        home.choose(at(0));
        measure(SECOND, 60, 1);
        assertEquals(Optional.empty(), home.choose(at(1)));
        measure(SECOND, 59, 2);
        assertEquals(Optional.of(SECOND), home.choose(at(2)));
    }

    @Test
    void theHomeIsComparedByTheLatencyThatItHasNow() {
        measure(FIRST, 30, 0);
        home.choose(at(0));
        measure(SECOND, 25, 1);
        assertEquals(Optional.empty(), home.choose(at(1)));
        measure(FIRST, 60, 2);
        assertEquals(Optional.of(SECOND), home.choose(at(2)));
    }

    @Test
    void theBestOfTheLastFiveMinutesCounts() {
        measure(FIRST, 90, 0);
        home.choose(at(0));
        measure(SECOND, 10, 0);
        measure(SECOND, 89, 200);
        measure(FIRST, 90, 299);
        assertEquals(Optional.empty(), home.choose(at(300)));
    }

    @Test
    void aLostHomeIsLeftForAnyOther() {
        measure(FIRST, 20, 0);
        measure(SECOND, 500, 0);
        home.choose(at(0));
        home.lost(FIRST);
        assertEquals(Optional.of(SECOND), home.choose(at(1)));
    }

    @Test
    void withNothingMeasuredTheOldHomeIsKept() {
        measure(FIRST, 20, 0);
        home.choose(at(0));
        home.lost(FIRST);
        assertEquals(Optional.empty(), home.choose(at(1)));
        assertEquals(Optional.of(FIRST), home.current());
    }

    private void measure(RelayUrl relay, long millis, long second) {
        home.measured(relay, Duration.ofMillis(millis), at(second));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
