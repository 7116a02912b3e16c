package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who says "now", and when either side begins. */
class RttSyncPunchTest {

    private final PunchBench bench = new PunchBench().drive(new RttSyncPunch());

    @Test
    void theCoordinatorBeginsHalfARelayRoundTripAfterSayingNow() {
        coordinate(true);
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(80));
        bench.isCalled(true);
        bench.run(Duration.ofMillis(41));
        assertEquals(List.of("0 call", "80 call", "120 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void whatPingsThroughTheRelayMeasuredCountsMoreThanMessagesThatCrossed() {
        coordinate(true);
        bench.relayRoundTrip = Optional.of(Duration.ofMillis(100));
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(20));
        bench.isCalled(true);
        bench.run(Duration.ofMillis(51));
        assertEquals(List.of("0 call", "20 call", "70 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void theOtherSideBeginsAtOnceOnTheSecondCall() {
        coordinate(false);
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.run(Duration.ofMillis(90));
        bench.isCalled(false);
        assertEquals(List.of("0 call", "90 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void packetsFollowEachOtherByTenToTwoHundredMillisecondsForFiveSeconds() {
        coordinate(false);
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.isCalled(false);
        List<Long> gaps = new ArrayList<>();
        Instant before = bench.now;
        while (!bench.sleeps()) {
            bench.advance();
            gaps.add(Duration.between(before, bench.now).toMillis());
            before = bench.now;
        }
        assertEquals(Instant.EPOCH.plusSeconds(5), bench.now);
        gaps.removeLast();
        assertTrue(gaps.stream().allMatch(gap -> gap >= 10 && gap < 200), gaps::toString);
        assertTrue(gaps.stream().distinct().count() > 10, gaps::toString);
    }

    @Test
    void afterThreeAttemptsNothingIsTriedUntilSomethingChanges() {
        coordinate(true);
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.tell(new PunchEvent.Wanted());
        for (int i = 0; i < 5; i++) {
            bench.isCalled(false);
            bench.run(Duration.ofSeconds(6));
        }
        assertTrue(bench.sleeps());
        assertEquals(2 * 3, bench.done.stream().filter("call"::equals).count());
        bench.done.clear();
        bench.tell(new PunchEvent.OwnAddressesChanged());
        assertEquals(List.of("call"), bench.done);
    }

    @Test
    void aCallThatIsNeverAnsweredIsRepeatedAndThenGivenUp() {
        coordinate(true);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(60));
        assertEquals(List.of("0 call", "5000 call", "10000 call"), bench.timed());
        assertTrue(bench.sleeps());
    }

    @Test
    void aDirectPathEndsIt() {
        coordinate(false);
        PathId.Direct path = bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.isCalled(false);
        bench.becomesDirect(path, Duration.ofMillis(30));
        assertTrue(bench.sleeps());
        bench.isCalled(false);
        assertTrue(bench.sleeps());
    }

    /** The greater identity coordinates. */
    private void coordinate(boolean us) {
        bench.greater = us;
    }
}
