package dev.magicsock.junit.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.junit.Scenario;
import dev.magicsock.junit.ScenarioResult;
import dev.magicsock.junit.Seeds;
import java.time.Duration;

/** What a test suite of somebody else looks like; docs/JUNIT.md shows it. */
class OfficeNetworkTest {

    @Scenario("office.yaml")
    @Seeds("1..5")
    void theCameraIsSeenThroughTheRelay(ScenarioResult result) {
        var video = result.pair("laptop", "camera").bToA().traffic();

        assertEquals(0, video.lost());
        Duration longest = video.longestGap().map(gap -> Duration.between(gap.from(), gap.until())).orElseThrow();
        assertTrue(longest.compareTo(Duration.ofMillis(250)) < 0, () -> "the picture froze for " + longest);
    }
}
