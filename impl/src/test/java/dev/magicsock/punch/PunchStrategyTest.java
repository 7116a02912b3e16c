package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PunchStrategyTest {

    private final List<String> done = new ArrayList<>();
    private boolean relayConnected = true;
    private final PunchActions actions = new PunchActions() {
        @Override
        public void punchAll() {
            done.add("punch");
        }

        @Override
        public void pingAll() {
            done.add("ping");
        }

        @Override
        public void probeAll() {
            done.add("probe");
        }

        @Override
        public boolean callMeMaybe() {
            done.add(relayConnected ? "call" : "no relay");
            return relayConnected;
        }
    };
    private Instant now = Instant.EPOCH;

    @Test
    void periodicPunchesEveryFiveSecondsAfterARandomFirstOffset() {
        List<Long> offsets = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            Puncher puncher = periodic(seed);
            now = Instant.EPOCH;
            puncher.handle(PunchTrigger.WANTED, actions, now);
            Instant first = due(puncher);
            offsets.add(Duration.between(Instant.EPOCH, first).toMillis());
            advance(puncher);
            assertEquals(first.plusSeconds(5), due(puncher));
        }
        assertTrue(offsets.stream().allMatch(offset -> offset >= 0 && offset < 5000));
        assertTrue(offsets.stream().distinct().count() > 10);
        assertEquals(List.of("punch", "ping"), done.subList(0, 2));
    }

    @Test
    void periodicRestsWhileThereIsADirectPathAndGoesOnWhenItIsLost() {
        Puncher puncher = periodic(1);
        puncher.handle(PunchTrigger.WANTED, actions, now);
        puncher.handle(PunchTrigger.DIRECT_PATH_FOUND, actions, now);
        assertTrue(puncher.nextDeadline().isEmpty());
        puncher.handle(PunchTrigger.DIRECT_PATH_LOST, actions, now);
        advance(puncher);
        assertEquals(List.of("punch", "ping"), done);
    }

    @Test
    void periodicSignalsNothing() {
        Puncher puncher = periodic(1);
        for (PunchTrigger trigger : PunchTrigger.values()) {
            puncher.handle(trigger, actions, now);
        }
        assertFalse(done.contains("call"));
    }

    @Test
    void periodicRefusesAnIntervalOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new PeriodicPunch(Duration.ZERO));
    }

    @Test
    void callMeMaybeCallsAndProbesAtTheSameMoment() {
        Puncher puncher = calling();
        puncher.handle(PunchTrigger.WANTED, actions, now);
        assertEquals(List.of("call", "probe"), done);
    }

    @Test
    void callMeMaybeRepeatsAFewTimesInTheFirstSecondsThenRarely() {
        Puncher puncher = calling();
        puncher.handle(PunchTrigger.WANTED, actions, now);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Instant before = now;
            advance(puncher);
            pauses.add(Duration.between(before, now).toMillis());
        }
        assertEquals(List.of(300L, 700L, 1500L, 2500L, 5000L, 10_000L, 20_000L, 40_000L, 60_000L, 60_000L), pauses);
    }

    @Test
    void callMeMaybeStartsOverWhenTheRelayConnects() {
        relayConnected = false;
        Puncher puncher = calling();
        puncher.handle(PunchTrigger.WANTED, actions, now);
        advance(puncher);
        relayConnected = true;
        done.clear();
        puncher.handle(PunchTrigger.RELAY_CONNECTED, actions, now);
        assertEquals(List.of("call", "probe"), done);
        assertEquals(now.plusMillis(300), due(puncher));
    }

    @Test
    void callMeMaybeAnswersButNotForEver() {
        Puncher puncher = calling();
        for (int i = 0; i < 20; i++) {
            puncher.handle(PunchTrigger.CALL_ME_MAYBE_RECEIVED, actions, now);
            now = now.plusMillis(150);
        }
        assertEquals(3, done.stream().filter("call"::equals).count());
        assertEquals(20, done.stream().filter("probe"::equals).count());
    }

    @Test
    void callMeMaybeDoesNotAnswerWhatCrossedItsOwnCall() {
        Puncher puncher = calling();
        puncher.handle(PunchTrigger.WANTED, actions, now);
        puncher.handle(PunchTrigger.CALL_ME_MAYBE_RECEIVED, actions, now.plusMillis(50));
        assertEquals(List.of("call", "probe", "probe"), done);
    }

    @Test
    void callMeMaybeLooksForSomethingBetterOnlyOnceAMinute() {
        Puncher puncher = calling();
        puncher.handle(PunchTrigger.WANTED, actions, now);
        puncher.handle(PunchTrigger.DIRECT_PATH_FOUND, actions, now);
        assertEquals(now.plusSeconds(60), due(puncher));
        advance(puncher);
        assertEquals(now.plusSeconds(60), due(puncher));
    }

    @Test
    void relayOnlyDoesNothingAtAll() {
        Puncher puncher = new RelayOnly().forRemote(new SplittableRandom(1));
        for (PunchTrigger trigger : PunchTrigger.values()) {
            puncher.handle(trigger, actions, now);
        }
        assertTrue(done.isEmpty());
        assertTrue(puncher.nextDeadline().isEmpty());
    }

    private static Puncher periodic(int seed) {
        return new PeriodicPunch(PeriodicPunch.DEFAULT_INTERVAL).forRemote(new SplittableRandom(seed));
    }

    private static Puncher calling() {
        return new CallMeMaybePunch().forRemote(new SplittableRandom(1));
    }

    private static Instant due(Puncher puncher) {
        return puncher.nextDeadline().orElseThrow().at();
    }

    private void advance(Puncher puncher) {
        now = due(puncher);
        puncher.handle(PunchTrigger.DEADLINE, actions, now);
    }
}
