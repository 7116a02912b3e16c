package dev.magicsock.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectPathTest {

    private static final int SMALL = 124;
    private static final int FULL = PathTiming.DEFAULT.fullDatagramBytes();

    private final DirectPath path = new DirectPath(
            new PathId.Direct(new SocketId(0), SocketAddresses.parse("192.0.2.1:1")), PathTiming.DEFAULT);

    @Test
    void aDiscoveryIsTightAtFirstThenEverRarerAndEnds() {
        path.discover(at(0));
        assertEquals(List.of(0L, 33L, 100L, 233L, 500L, 1000L, 2000L, 4000L), pingTimes(10_000));
        assertEquals(Optional.of(SeriesOutcome.NO_ANSWER), path.concludeSeries(at(10_000)));
        assertEquals(null, path.nextDeadline());
    }

    @Test
    void aSmallAnswerMakesItReachableAndAFullOneSelectable() {
        path.discover(at(0));
        path.onPingSent(SMALL, at(0));
        assertEquals(PongEffect.BECAME_REACHABLE, path.onPong(SMALL, at(0), at(50)));
        assertFalse(path.isTrusted());
        assertTrue(path.isPingDue(at(50)));
        assertTrue(path.wantsFullPing(at(50)));
        path.onPingSent(FULL, at(50));
        assertEquals(PongEffect.BECAME_VALIDATED, path.onPong(FULL, at(50), at(100)));
        assertTrue(path.isTrusted());
        assertEquals(FULL, path.provenBytes());
        assertEquals(Duration.ofMillis(50), path.roundTrip());
    }

    @Test
    void fullPingsWithoutAnswerEndAsTooSmall() {
        path.discover(at(0));
        path.onPingSent(SMALL, at(0));
        path.onPong(SMALL, at(0), at(50));
        pingTimes(10_000);
        assertEquals(Optional.of(SeriesOutcome.TOO_SMALL), path.concludeSeries(at(10_000)));
        assertEquals(PathState.REACHABLE, path.state());
    }

    @Test
    void heartbeatsComeEveryFiveSecondsWhileItIsKept() {
        validate();
        path.keep(true);
        assertEquals(at(5000), path.nextDeadline());
        path.keep(false);
        assertEquals(at(6550), path.nextDeadline());
    }

    @Test
    void itIsAskedSoonWhileTheApplicationSendsAndDoubtedSoonWithoutAnAnswer() {
        validate();
        path.keep(true);
        assertTrue(path.onDataSent(100));
        assertFalse(path.onDataSent(1200));
        assertEquals(at(400), path.nextDeadline());
        assertTrue(path.wantsFullPing(at(400)));
        path.onPingSent(FULL, at(400));
        assertFalse(path.isDoubtDue(at(599)));
        assertTrue(path.isDoubtDue(at(600)));
    }

    @Test
    void itIsDoubtedSixAndAHalfSecondsAfterTheLastAuthenticReceipt() {
        validate();
        assertFalse(path.isDoubtDue(at(50 + 6499)));
        assertTrue(path.isDoubtDue(at(50 + 6500)));
        path.onPingReceived(SMALL, at(6000));
        assertFalse(path.isDoubtDue(at(50 + 6500)));
    }

    @Test
    void anAnswerEndsTheDoubt() {
        validate();
        path.onPingSent(SMALL, at(1000));
        path.doubt();
        assertFalse(path.isTrusted());
        assertEquals(PongEffect.BECAME_TRUSTED, path.onPong(SMALL, at(1000), at(1500)));
        assertTrue(path.isTrusted());
    }

    @Test
    void aSmallAnswerDoesNotSpeakForAFullPing() {
        validate();
        path.onPingSent(FULL, at(1000));
        path.doubt();
        path.onPingSent(SMALL, at(1400));
        assertEquals(PongEffect.NONE, path.onPong(SMALL, at(1400), at(1450)));
        assertFalse(path.isTrusted());
        assertTrue(path.isTooSmall());
        assertTrue(path.isGiveUpDue(at(16_000)));
        assertFalse(path.isGiveUpDue(at(15_999)));
    }

    @Test
    void whatWasGivenUpRevivesOnlyByAnAnswer() {
        validate();
        path.giveUp();
        path.onPingReceived(SMALL, at(100));
        assertEquals(PathState.GIVEN_UP, path.state());
        assertTrue(path.isPingDue(at(200)));
        assertEquals(PongEffect.BECAME_VALIDATED, path.onPong(FULL, at(200), at(250)));
    }

    @Test
    void aPingOfTheRemoteHastensTheNextPingOfADiscovery() {
        path.discover(at(0));
        for (int millis : new int[] {0, 33, 100, 233, 500, 1000}) {
            path.onPingSent(SMALL, at(millis));
        }
        assertEquals(at(2000), path.nextDeadline());
        path.onPingReceived(SMALL, at(1010));
        assertEquals(at(1030), path.nextDeadline());
    }

    @Test
    void oneWayIsSaidOnceWhenTheirPingsArriveAndOursAreNotAnswered() {
        path.discover(at(0));
        path.onPingSent(SMALL, at(0));
        path.onPingReceived(SMALL, at(1000));
        assertFalse(path.discoversOneWay(at(3999)));
        assertTrue(path.discoversOneWay(at(4000)));
        assertFalse(path.discoversOneWay(at(5000)));
    }

    @Test
    void withoutTheirPingsSilenceIsNotOneWay() {
        path.discover(at(0));
        path.onPingSent(SMALL, at(0));
        assertFalse(path.discoversOneWay(at(60_000)));
    }

    @Test
    void distrustDoubtsAtOnceAndAsks() {
        validate();
        path.distrust(at(1000));
        assertFalse(path.isTrusted());
        assertTrue(path.isPingDue(at(1000)));
    }

    private void validate() {
        path.discover(at(0));
        path.onPingSent(FULL, at(0));
        path.onPong(FULL, at(0), at(50));
    }

    private List<Long> pingTimes(long until) {
        List<Long> times = new ArrayList<>();
        for (long millis = 0; millis < until; millis++) {
            if (path.isPingDue(at(millis))) {
                times.add(millis);
                path.onPingSent(path.wantsFullPing(at(millis)) ? FULL : SMALL, at(millis));
            }
        }
        return times;
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
