package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No full Ping before both NATs are open, in milliseconds. */
class TtlLimitedPunchTest {

    private final PunchBench bench = new PunchBench().drive(new TtlLimitedPunch());

    @Test
    void aCallOpensTheOwnNatAtOnceAndTheRemoteIsAskedARelayRoundTripLater() {
        bench.relayRoundTrip = Optional.of(Duration.ofMillis(80));
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.run(Duration.ofMillis(120));
        assertEquals(List.of("0 call", "0 open 192.0.2.7:7 within 2", "80 ping 192.0.2.7:7", "113 ping 192.0.2.7:7"),
                bench.timed());
    }

    @Test
    void whatIsOnlyGivenIsNotTouchedBeforeTheRemoteHasCalled() {
        bench.candidate("192.0.2.7:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(4));
        assertEquals(List.of("0 call"), bench.timed());
    }

    @Test
    void laterRoundsAllowForMoreNatsOnOurSide() {
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        for (int round = 0; round < 4; round++) {
            bench.isCalled(false);
            bench.run(Duration.ofSeconds(10));
        }
        assertEquals(List.of("open 192.0.2.7:7 within 2", "open 192.0.2.7:7 within 4", "open 192.0.2.7:7 within 4",
                "open 192.0.2.7:7 within 4"), bench.done.stream().filter(line -> line.startsWith("open")).toList());
    }

    @Test
    void aDirectPathEndsIt() {
        PathId.Direct path = bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.run(Duration.ofMillis(550));
        bench.becomesDirect(path, Duration.ofMillis(20));
        assertTrue(bench.sleeps());
    }
}
