package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schedule of iroh 1.0 in milliseconds. */
class IrohPunchTest {

    private static final List<Integer> NINE = List.of(0, 33, 67, 133, 266, 533, 1066, 2131, 4131);

    private final PunchBench bench = new PunchBench().drive(new IrohPunch());

    @Test
    void aRoundCallsAndAsksEachAddressNineTimes() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(4).plusMillis(200));
        assertEquals(Stream.concat(Stream.of("0 call"), NINE.stream().map(at -> at + " ping 192.0.2.7:7")).toList(),
                bench.timed());
    }

    @Test
    void whoHasAnsweredIsNotAskedAgain() {
        PathId.Direct one = bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.candidate("192.0.2.8:8", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(40));
        bench.tell(new PunchEvent.PongReceived(one, Duration.ofMillis(30)));
        bench.run(Duration.ofSeconds(5));
        assertEquals(2, bench.done.stream().filter("ping 192.0.2.7:7"::equals).count());
        assertEquals(9, bench.done.stream().filter("ping 192.0.2.8:8"::equals).count());
    }

    @Test
    void theOtherSideOnlyTellsItsAddressesUntilItIsCalled() {
        bench.initiator = false;
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(3));
        assertEquals(List.of("0 call"), bench.timed());
        bench.isCalled(true);
        bench.run(Duration.ofSeconds(5));
        assertEquals(Stream.concat(Stream.of("0 call"), NINE.stream().map(at -> 3000 + at + " ping 192.0.2.7:7"))
                .toList(), bench.timed());
    }

    @Test
    void newCandidatesOfTheRemoteBeginARoundAtOnce() {
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(100));
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        assertEquals(List.of("0 call", "100 call", "100 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void whoHasDialledTooIsAnsweredWithoutAnotherCall() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(10));
        bench.isCalled(false);
        assertEquals(List.of("0 call", "0 ping 192.0.2.7:7", "10 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void withoutNewCandidatesTheNextRoundWaitsForFiveSeconds() {
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(1));
        bench.tell(new PunchEvent.RelayConnected());
        bench.run(Duration.ofSeconds(10));
        assertEquals(List.of("0 call", "5000 call"), bench.timed());
    }

    @Test
    void aPairThatCannotBePunchedIsTriedOnceAMinute() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(130));
        assertEquals(List.of("0 call", "60000 call", "120000 call"),
                bench.timed().stream().filter(line -> line.endsWith("call")).toList());
    }

    @Test
    void aPathOfTenMillisecondsIsGoodEnoughAndASlowerOneIsNot() {
        PathId.Direct path = bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.becomesDirect(path, Duration.ofMillis(10));
        bench.run(Duration.ofSeconds(61));
        assertEquals(1, bench.done.stream().filter("call"::equals).count());
        bench.becomes(path, PathState.VALIDATED, Duration.ofMillis(11));
        bench.run(Duration.ofSeconds(60));
        assertEquals(2, bench.done.stream().filter("call"::equals).count());
    }

    @Test
    void withoutAnOwnAddressItTriesAgainAfterATenthOfASecond() {
        bench.own = List.of();
        bench.tell(new PunchEvent.Wanted());
        assertTrue(bench.done.isEmpty());
        assertEquals(bench.now.plusMillis(100), bench.due());
    }

    @Test
    void whatIsOnlySuggestedIsNotAsked() {
        bench.candidate("192.0.2.66:66", CandidateSource.OBSERVED);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(5));
        assertEquals(List.of("0 call"), bench.timed());
    }
}
