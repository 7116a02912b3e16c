package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which addresses are asked first, and how long the others wait, in milliseconds. */
class StaggeredPunchTest {

    private static final String V6 = "[2001:db8::7]:7";
    private static final String V4 = "192.0.2.7:7";

    private final PunchBench bench = new PunchBench().drive(new Ipv6FirstPunch());

    @Test
    void ipv4WaitsForAQuarterOfASecondAndTheRoundTripThroughTheRelay() {
        bench.relayRoundTrip = Optional.of(Duration.ofMillis(60));
        bench.candidate(V4, CandidateSource.GIVEN);
        bench.candidate(V6, CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(350));
        assertEquals(List.of("0 call", "0 ping " + V6, "33 ping " + V6, "100 ping " + V6, "233 ping " + V6,
                "310 ping " + V4, "343 ping " + V4), bench.timed());
    }

    @Test
    void ipv4IsLeftAloneWhenIpv6Answers() {
        bench.candidate(V4, CandidateSource.GIVEN);
        PathId.Direct path = bench.candidate(V6, CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(40));
        bench.becomesDirect(path, Duration.ofMillis(30));
        bench.run(Duration.ofMinutes(2));
        assertFalse(bench.done.contains("ping " + V4));
        assertTrue(bench.sleeps());
    }

    @Test
    void whatAnswersAndDoesNotBecomeAPathHoldsIpv4BackOnlyOnce() {
        bench.candidate(V4, CandidateSource.GIVEN);
        PathId.Direct path = bench.candidate(V6, CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(40));
        bench.tell(new PunchEvent.PongReceived(path, Duration.ofMillis(30)));
        bench.run(Duration.ofMillis(4900));
        assertFalse(bench.done.contains("ping " + V4));
        bench.tell(new PunchEvent.PongReceived(path, Duration.ofMillis(30)));
        bench.run(Duration.ofSeconds(1));
        assertTrue(bench.timed().contains("5250 ping " + V4), bench.timed()::toString);
    }

    @Test
    void aCallWhileThereIsAPathDisturbsOnlyTheLikelyAddresses() {
        bench.candidate(V4, CandidateSource.GIVEN);
        PathId.Direct path = bench.candidate(V6, CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.becomesDirect(path, Duration.ofMillis(30));
        bench.isCalled(true);
        bench.run(Duration.ofSeconds(10));
        assertFalse(bench.done.contains("ping " + V4));
    }

    @Test
    void withoutIpv6OfTheRemoteIpv4DoesNotWait() {
        bench.candidate(V4, CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        assertEquals(List.of("0 call", "0 ping " + V4), bench.timed());
    }

    @Test
    void roundsComeAfterFiveTenTwentyAndFortySecondsAndThenEveryMinute() {
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofSeconds(200));
        assertEquals(Stream.of(0, 5, 15, 35, 75, 135, 195).map(at -> at * 1000 + " call").toList(), bench.timed());
    }

    @Test
    void aCallIsAnsweredByOneAndAnAnswerByNone() {
        bench.candidate(V4, CandidateSource.CALL_ME_MAYBE);
        bench.isCalled(true);
        assertEquals(List.of("call", "ping " + V4), bench.done);
        bench.now = bench.now.plusMillis(300);
        bench.isCalled(false);
        assertEquals(List.of("call", "ping " + V4, "ping " + V4), bench.done);
    }

    @Test
    void aNeighbourIsAskedAtItsPrivateAddressesFirst() {
        neighbourhood("198.51.100.1:1000");
        assertEquals(List.of("0 call", "0 ping 192.168.1.7:7", "33 ping 192.168.1.7:7", "100 ping 192.168.1.7:7",
                "200 ping 198.51.100.1:7"), bench.timed());
    }

    @Test
    void whoIsElsewhereIsAskedAtItsPublicAddressesFirst() {
        neighbourhood("203.0.113.1:1000");
        assertEquals(List.of("0 call", "0 ping 198.51.100.1:7", "33 ping 198.51.100.1:7", "100 ping 198.51.100.1:7",
                "200 ping 192.168.1.7:7"), bench.timed());
    }

    @Test
    void privateIsWhatSomebodyElseMayHaveToo() {
        for (String shared : List.of("10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "127.0.0.1", "100.64.0.1",
                "100.127.255.255", "fd00::1", "fc00::1", "fe80::1", "::1")) {
            assertTrue(Scopes.isPrivate(InetAddress.ofLiteral(shared)), shared);
        }
        for (String open : List.of("192.0.2.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2001:db8::1")) {
            assertFalse(Scopes.isPrivate(InetAddress.ofLiteral(open)), open);
        }
    }

    private void neighbourhood(String ours) {
        bench.drive(new HairpinLanPunch());
        bench.own = List.of(
                new LocalCandidate(SocketAddresses.parse(ours), LocalCandidate.Kind.SERVER_REFLEXIVE),
                new LocalCandidate(SocketAddresses.parse("192.168.1.2:1000"), LocalCandidate.Kind.HOST));
        bench.candidate("192.168.1.7:7", CandidateSource.GIVEN);
        bench.candidate("198.51.100.1:7", CandidateSource.GIVEN);
        bench.tell(new PunchEvent.Wanted());
        bench.run(Duration.ofMillis(220));
    }
}
