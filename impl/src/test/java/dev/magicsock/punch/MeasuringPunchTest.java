package dev.magicsock.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.netreport.StunSighting;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What port prediction, birthday and adaptive punching do about which pair of NATs. */
class MeasuringPunchTest {

    private static final InetSocketAddress ONE = SocketAddresses.parse("192.0.2.1:3478");
    private static final InetSocketAddress TWO = SocketAddresses.parse("192.0.2.2:3478");
    private static final List<String> EASY = List.of("203.0.113.5:4000");
    private static final List<String> RANDOM = List.of("203.0.113.5:4000", "203.0.113.5:44000");
    private static final List<String> SEQUENTIAL = List.of("203.0.113.5:4000", "203.0.113.5:4001");

    private final PunchBench bench = new PunchBench();

    @BeforeEach
    void thereAreTwoServersAndARelay() {
        bench.stunServers = List.of(ONE, TWO);
        bench.relayRoundTrip = Optional.of(Duration.ofMillis(100));
        bench.own = List.of(new LocalCandidate(SocketAddresses.parse("10.0.0.2:40000"), LocalCandidate.Kind.HOST));
    }

    @Test
    void anEasySideGuessesAHundredTimesASecondAndStopsAtItsBudget() {
        begin(BirthdayPunch.DEFAULT, "198.51.100.1:1000", "198.51.100.1:1000", RANDOM);
        bench.run(Duration.ofSeconds(10));
        List<String> guesses = guesses();
        assertTrue(guesses.size() > 900 && guesses.size() <= 1002, guesses.size() + " in less than 10 s");
        bench.run(Duration.ofSeconds(11));
        assertEquals(BirthdayPunch.DEFAULT.probes(), guesses().size());
        assertEquals(guesses().size(), new LinkedHashSet<>(guesses()).size());
        assertTrue(guesses().stream().allMatch(each -> each.startsWith("ping 203.0.113.5:")));
    }

    @Test
    void anAnswerStopsTheGuessingWhileThePathProvesItself() {
        begin(BirthdayPunch.DEFAULT, "198.51.100.1:1000", "198.51.100.1:1000", RANDOM);
        bench.run(Duration.ofSeconds(5));
        int before = guesses().size();
        PathId.Direct hit = new PathId.Direct(new SocketId(0), SocketAddresses.parse("203.0.113.5:7777"));
        bench.tell(new PunchEvent.PongReceived(hit, Duration.ofMillis(30)));
        bench.run(Duration.ofMillis(1990));
        assertEquals(before, guesses().size());
        bench.tell(new PunchEvent.DirectPathFound());
        bench.run(Duration.ofSeconds(20));
        assertEquals(before, guesses().size());
    }

    @Test
    void nobodyIsGuessedAtWhomTheApplicationDoesNotWant() {
        sees("198.51.100.1:1000", "198.51.100.1:1000");
        bench.drive(BirthdayPunch.DEFAULT);
        call(RANDOM);
        bench.run(Duration.ofSeconds(30));
        assertEquals(List.of(), guesses());
    }

    @Test
    void aHardSideOpensItsPortsToTheEasyOneAndClosesThemInTheEnd() {
        begin(BirthdayPunch.DEFAULT, "198.51.100.1:1000", "198.51.100.1:51000", EASY);
        bindAll(Duration.ofSeconds(20));
        assertEquals(256, count("open"));
        assertEquals(256, count("ping 203.0.113.5:4000"));
        assertEquals(0, bench.done.stream().filter(each -> each.startsWith("close")).count());
        bench.tell(new PunchEvent.DirectPathFound());
        assertEquals(256, bench.done.stream().filter(each -> each.startsWith("close")).count());
    }

    @Test
    void twoEasySidesAndTwoHardOnesWithoutARuleDoNothingMoreThanPunchAndThenRest() {
        for (List<String> remote : List.of(EASY, RANDOM)) {
            String second = remote == EASY ? "198.51.100.1:1000" : "198.51.100.1:51000";
            begin(new AdaptivePunch(), "198.51.100.1:1000", second, remote);
            bench.run(Duration.ofMinutes(2));
            List<String> told = remote.stream().map(each -> "ping " + each).toList();
            assertTrue(told.containsAll(guesses()), guesses().toString());
            assertEquals(0, count("open"));
            assertTrue(bench.sleeps(), "it rests");
        }
    }

    @Test
    void whoRestsGoesOnWithNews() {
        begin(new AdaptivePunch(), "198.51.100.1:1000", "198.51.100.1:1000", EASY);
        bench.run(Duration.ofMinutes(2));
        assertTrue(bench.sleeps());
        bench.tell(new PunchEvent.OwnAddressesChanged());
        assertFalse(bench.sleeps());
    }

    @Test
    void aSequentialSideMeasuresTellsNinePortsAndMakesTheFirstOne() {
        begin(new AdaptivePunch(), "198.51.100.1:1000", "198.51.100.1:1002", EASY);
        advanceUntil("open");
        bench.tell(new PunchEvent.SocketOpened(new SocketId(-1), 50_000));
        assertEquals(List.of("stun -1 192.0.2.1:3478", "stun -1 192.0.2.2:3478"), last(2));
        // The second server is the faster one, and the order of the questions counts.
        answer(-1, TWO, "198.51.100.1:2010");
        answer(-1, ONE, "198.51.100.1:2008");
        assertEquals(List.of("call", "ping 203.0.113.5:4000"), last(2));
        assertEquals(ports("198.51.100.1", 2012, 2, 9), bench.told);
    }

    @Test
    void portsWithoutARuleAreOpenedByTheHundredInsteadOfForetold() {
        begin(new AdaptivePunch(), "198.51.100.1:1000", "198.51.100.1:1002", EASY);
        advanceUntil("open");
        bench.tell(new PunchEvent.SocketOpened(new SocketId(-1), 50_000));
        answer(-1, ONE, "198.51.100.1:9000");
        answer(-1, TWO, "198.51.100.1:19000");
        assertEquals(List.of("close -1"), last(1));
        bench.run(Duration.ofSeconds(15));
        assertEquals(1 + 256, count("open"));
    }

    @Test
    void twoSequentialSidesAimAtWhatTheOtherForetellsInDifferentSteps() {
        begin(new PortPredictionPunch(5), "198.51.100.1:1000", "198.51.100.1:1001", SEQUENTIAL);
        advanceUntil("open");
        bench.tell(new PunchEvent.SocketOpened(new SocketId(-1), 50_000));
        answer(-1, ONE, "198.51.100.1:1008");
        answer(-1, TWO, "198.51.100.1:1009");
        assertEquals(List.of(), guesses());
        List<InetSocketAddress> foretold = ports("203.0.113.5", 4010, 1, 9);
        bench.tell(new PunchEvent.CallMeMaybeReceived(foretold, true));
        int stride = bench.self().compareTo(bench.remote()) < 0 ? 1 : 2;
        assertEquals(ports("203.0.113.5", 4010, stride, 5).stream()
                .map(each -> "ping " + SocketAddresses.format(each)).toList(), guesses());
    }

    private void begin(PunchStrategy strategy, String seenByOne, String seenByTwo, List<String> remote) {
        sees(seenByOne, seenByTwo);
        bench.drive(strategy);
        bench.tell(new PunchEvent.Wanted());
        call(remote);
    }

    private void sees(String one, String two) {
        bench.sightings = List.of(new StunSighting(0, ONE, SocketAddresses.parse(one), Optional.empty()),
                new StunSighting(0, TWO, SocketAddresses.parse(two), Optional.empty()));
    }

    private void call(List<String> remote) {
        remote.forEach(each -> bench.candidate(each, CandidateSource.CALL_ME_MAYBE));
        bench.tell(new PunchEvent.CallMeMaybeReceived(remote.stream().map(SocketAddresses::parse).toList(), true));
    }

    private void answer(int socket, InetSocketAddress server, String mapped) {
        bench.tell(new PunchEvent.StunAnswered(new SocketId(socket), 50_000, server, SocketAddresses.parse(mapped)));
    }

    private void advanceUntil(String done) {
        for (int i = 0; i < 100 && !bench.done.contains(done); i++) {
            bench.advance();
        }
        assertTrue(bench.done.contains(done), bench.done.toString());
    }

    /** Binds each socket as soon as it is ordered. */
    private void bindAll(Duration time) {
        int bound = 0;
        for (int i = 0; i < time.toMillis() / 10; i++) {
            bench.run(Duration.ofMillis(10));
            for (; bound < count("open"); bound++) {
                bench.tell(new PunchEvent.SocketOpened(new SocketId(-1 - bound), 50_000 + bound));
            }
        }
    }

    private List<String> guesses() {
        return bench.done.stream().filter(each -> each.startsWith("ping ")).toList();
    }

    private long count(String what) {
        return bench.done.stream().filter(what::equals).count();
    }

    private List<String> last(int count) {
        return bench.done.subList(bench.done.size() - count, bench.done.size());
    }

    private static List<InetSocketAddress> ports(String address, int first, int step, int count) {
        List<InetSocketAddress> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(SocketAddresses.parse(address + ":" + (first + i * step)));
        }
        return ports;
    }
}
