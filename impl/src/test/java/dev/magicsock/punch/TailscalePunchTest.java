package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The timings of Tailscale in milliseconds. */
class TailscalePunchTest {

    private final PunchBench bench = new PunchBench().drive(new TailscalePunch());

    @Test
    void everyAddressIsAskedOnceAndTheRemoteIsCalled() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.candidate("192.0.2.8:8", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        assertEquals(List.of("0 ping 192.0.2.7:7", "0 ping 192.0.2.8:8", "0 call"), bench.timed());
    }

    @Test
    void withBeatsEveryThreeSecondsNoAddressIsAskedTwiceInFive() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(13));
        assertEquals(List.of("0 ping 192.0.2.7:7", "0 call", "6000 ping 192.0.2.7:7", "6000 call",
                "12000 ping 192.0.2.7:7", "12000 call"), bench.timed());
    }

    @Test
    void aCallMakesItAskEveryAddressAgainAtOnce() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(1));
        bench.isCalled(false);
        assertEquals(List.of("0 ping 192.0.2.7:7", "0 call", "1000 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void whoHasNotToldItsAddressesYetDoesSoWhenCalled() {
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.isCalled(false);
        assertEquals(List.of("call", "ping 192.0.2.7:7", "ping 192.0.2.7:7"), bench.done);
    }

    @Test
    void nothingIsDoneFortyFiveSecondsAfterTheApplicationsLastDatagram() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(60));
        assertEquals("42000 call", bench.timed().getLast());
        bench.lastSent = Optional.of(bench.now);
        bench.run(Duration.ofSeconds(3));
        assertEquals("63000 ping 192.0.2.7:7", bench.timed().get(bench.timed().size() - 2));
    }

    @Test
    void aPathOfFiveMillisecondsIsGoodEnoughAndASlowerOneIsLookedAtOnceAMinute() {
        PathId.Direct path = bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.candidate("192.0.2.8:8", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.becomesDirect(path, Duration.ofMillis(5));
        sendFor(Duration.ofSeconds(70));
        assertEquals(1, bench.done.stream().filter("call"::equals).count());

        bench.drive(new TailscalePunch());
        bench.tell(new PunchEvent.Wanted());
        bench.becomesDirect(path, Duration.ofMillis(6));
        sendFor(Duration.ofSeconds(70));
        assertEquals(List.of("0 call", "60000 call"),
                bench.timed().stream().filter(line -> line.endsWith("call")).toList());
    }

    private void sendFor(Duration time) {
        for (int i = 0; i < time.toSeconds(); i++) {
            bench.lastSent = Optional.of(bench.now);
            bench.run(Duration.ofSeconds(1));
        }
    }
}
