package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PunchStrategyTest {

    private final PunchBench bench = new PunchBench();

    @Test
    void periodicPunchesEveryFiveSecondsAfterARandomFirstOffset() {
        List<Long> offsets = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            bench.drive(periodic(), seed);
            bench.tell(new PunchEvent.Wanted());
            Instant first = bench.due();
            offsets.add(Duration.between(Instant.EPOCH, first).toMillis());
            bench.advance();
            assertEquals(first.plusSeconds(5), bench.due());
        }
        assertTrue(offsets.stream().allMatch(offset -> offset >= 0 && offset < 5000));
        assertTrue(offsets.stream().distinct().count() > 10);
        assertEquals(List.of("punch", "ping"), bench.done);
    }

    @Test
    void periodicRestsWhileThereIsADirectPathAndGoesOnWhenItIsLost() {
        bench.drive(periodic());
        bench.tell(new PunchEvent.Wanted());
        bench.tell(new PunchEvent.DirectPathFound());
        assertTrue(bench.sleeps());
        bench.tell(new PunchEvent.DirectPathLost());
        bench.advance();
        assertEquals(List.of("punch", "ping"), bench.done);
    }

    @Test
    void periodicSignalsNothing() {
        bench.drive(periodic());
        everything().forEach(bench::tell);
        assertFalse(bench.done.contains("call"));
    }

    @Test
    void periodicRefusesAnIntervalOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new PeriodicPunch(Duration.ZERO));
    }

    @Test
    void callMeMaybeCallsAndProbesAtTheSameMoment() {
        bench.drive(new CallMeMaybePunch());
        bench.tell(new PunchEvent.Wanted());
        assertEquals(List.of("call", "probe"), bench.done);
    }

    @Test
    void callMeMaybeRepeatsAFewTimesInTheFirstSecondsThenRarely() {
        bench.drive(new CallMeMaybePunch());
        bench.tell(new PunchEvent.Wanted());
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Instant before = bench.now;
            bench.advance();
            pauses.add(Duration.between(before, bench.now).toMillis());
        }
        assertEquals(List.of(300L, 700L, 1500L, 2500L, 5000L, 10_000L, 20_000L, 40_000L, 60_000L, 60_000L), pauses);
    }

    @Test
    void callMeMaybeStartsOverWhenTheRelayConnects() {
        bench.relayConnected = false;
        bench.drive(new CallMeMaybePunch());
        bench.tell(new PunchEvent.Wanted());
        bench.advance();
        bench.relayConnected = true;
        bench.done.clear();
        bench.tell(new PunchEvent.RelayConnected());
        assertEquals(List.of("call", "probe"), bench.done);
        assertEquals(bench.now.plusMillis(300), bench.due());
    }

    @Test
    void callMeMaybeAnswersButNotForEver() {
        bench.drive(new CallMeMaybePunch());
        for (int i = 0; i < 20; i++) {
            bench.isCalled(true);
            bench.now = bench.now.plusMillis(150);
        }
        assertEquals(3, bench.done.stream().filter("call"::equals).count());
        assertEquals(20, bench.done.stream().filter("probe"::equals).count());
    }

    @Test
    void callMeMaybeDoesNotAnswerWhatCrossedItsOwnCall() {
        bench.drive(new CallMeMaybePunch());
        bench.tell(new PunchEvent.Wanted());
        bench.now = bench.now.plusMillis(50);
        bench.isCalled(true);
        assertEquals(List.of("call", "probe", "probe"), bench.done);
    }

    @Test
    void callMeMaybeLooksForSomethingBetterOnlyOnceAMinute() {
        bench.drive(new CallMeMaybePunch());
        bench.tell(new PunchEvent.Wanted());
        bench.tell(new PunchEvent.DirectPathFound());
        assertEquals(bench.now.plusSeconds(60), bench.due());
        bench.advance();
        assertEquals(bench.now.plusSeconds(60), bench.due());
    }

    @Test
    void relayOnlyDoesNothingAtAll() {
        bench.drive(new RelayOnly());
        everything().forEach(bench::tell);
        assertTrue(bench.done.isEmpty());
        assertTrue(bench.sleeps());
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PunchBudget(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new PunchBudget(1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new PunchBudget(1, Duration.ofSeconds(1), 257));
    }

    private static PunchStrategy periodic() {
        return new PeriodicPunch(PeriodicPunch.DEFAULT_INTERVAL);
    }

    private List<PunchEvent> everything() {
        PathId.Direct path = bench.candidate("192.0.2.7:7", CandidateSource.OBSERVED);
        return List.of(new PunchEvent.Wanted(), new PunchEvent.CandidatesAdded(), new PunchEvent.RelayConnected(),
                new PunchEvent.RelayMeasured(), new PunchEvent.CallMeMaybeReceived(List.of(), true),
                new PunchEvent.OwnAddressesChanged(), new PunchEvent.PingReceived(path),
                new PunchEvent.PongReceived(path, Duration.ofMillis(20)), new PunchEvent.DirectPathFound(),
                new PunchEvent.DirectPathLost(), new PunchEvent.DeadlineReached());
    }
}
