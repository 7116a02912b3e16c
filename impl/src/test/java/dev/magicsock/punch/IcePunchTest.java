package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pacing, repetition and priorities of RFC 8445, in milliseconds. */
class IcePunchTest {

    private final PunchBench bench = new PunchBench().drive(new IcePunch());

    @Test
    void aNewCheckBeginsEveryFiftyMillisecondsTheHighestPriorityFirst() {
        bench.candidate("198.51.100.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.candidate("10.0.0.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.candidate("[2001:db8::7]:7", CandidateSource.CALL_ME_MAYBE);
        bench.candidate("198.51.100.9:9", CandidateSource.OBSERVED);
        bench.isCalled(true);
        bench.run(Duration.ofMillis(300));
        assertEquals(List.of("0 call", "0 ping [2001:db8::7]:7", "50 ping 10.0.0.7:7", "100 ping 198.51.100.9:9",
                "150 ping 198.51.100.7:7"), bench.timed());
    }

    @Test
    void aCheckIsSentSevenTimesWithDoublingPausesAndThenFails() {
        bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.run(Duration.ofMinutes(2));
        assertEquals(List.of("0 call", "0 ping 192.0.2.7:7", "500 ping 192.0.2.7:7", "1500 ping 192.0.2.7:7",
                "3500 ping 192.0.2.7:7", "7500 ping 192.0.2.7:7", "15500 ping 192.0.2.7:7", "31500 ping 192.0.2.7:7"),
                bench.timed());
        assertTrue(bench.sleeps());
    }

    @Test
    void theTimeoutGrowsWithTheNumberOfChecks() {
        assertEquals(Duration.ofMillis(500), IcePair.timeout(IcePunch.TA, 3, 3));
        assertEquals(Duration.ofMillis(50 * 5 * 4), IcePair.timeout(IcePunch.TA, 5, 4));
    }

    @Test
    void aPairThatHasAnsweredIsNotCheckedAgain() {
        PathId.Direct one = bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.tell(new PunchEvent.PongReceived(one, Duration.ofMillis(30)));
        bench.run(Duration.ofMinutes(1));
        assertEquals(List.of("0 call", "0 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void whereACheckArrivesFromTheCoresQuestionIsTheFirstOne() {
        PathId.Direct seen = bench.candidate("192.0.2.7:7", CandidateSource.OBSERVED);
        bench.tell(new PunchEvent.PingReceived(seen));
        bench.run(Duration.ofSeconds(2));
        assertEquals(List.of("500 ping 192.0.2.7:7", "1500 ping 192.0.2.7:7"), bench.timed());
    }

    @Test
    void aDirectPathEndsAllChecksAndItsLossBeginsThemAnew() {
        PathId.Direct one = bench.candidate("192.0.2.7:7", CandidateSource.CALL_ME_MAYBE);
        bench.candidate("192.0.2.8:8", CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        bench.becomesDirect(one, Duration.ofMillis(20));
        assertTrue(bench.sleeps());
        bench.run(IcePunch.TA);
        bench.loses(one);
        bench.done.clear();
        bench.tell(new PunchEvent.DirectPathLost());
        assertEquals(List.of("call", "ping 192.0.2.7:7"), bench.done);
    }

    @Test
    void candidatesAreToldOnceUntilTheyChange() {
        bench.tell(new PunchEvent.Wanted());
        bench.tell(new PunchEvent.RelayConnected());
        bench.isCalled(true);
        assertEquals(List.of("call"), bench.done);
        bench.tell(new PunchEvent.OwnAddressesChanged());
        assertEquals(List.of("call", "call"), bench.done);
    }

    /** 126 * 2^24 + 65535 * 2^8 + 255 is what every implementation gives a host with one address. */
    @Test
    void prioritiesAreThoseOfTheRfc() {
        assertEquals(2_130_706_431L, IcePriority.ofCandidate(126, InetAddress.ofLiteral("2001:db8::1")));
        assertEquals(2_130_706_175L, IcePriority.ofCandidate(126, InetAddress.ofLiteral("192.0.2.1")));
        assertEquals((100L << 32) + 2 * 200 + 1, IcePriority.combined(200, 100));
        assertEquals((100L << 32) + 2 * 200, IcePriority.combined(100, 200));
    }
}
