package dev.magicsock.scenarios.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import dev.magicsock.scenarios.verify.PairHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is heard of bob, who talks with alice (0, 1); carol (2) talks with nobody. */
class EndpointRecorderTest {

    private static final EndpointId ALICE = id(1);
    private static final EndpointId BOB = id(2);
    private static final EndpointId CAROL = id(3);
    private static final PathId DIRECT =
            new PathId.Direct(new SocketId(0), IpEndpoint.parse("198.51.100.7:7").toInetSocketAddress());
    private static final PathId OTHER_DIRECT =
            new PathId.Direct(new SocketId(0), IpEndpoint.parse("[2001:db8::7]:7").toInetSocketAddress());
    private static final PathId RELAYED = new PathId.Relayed(RelayUrl.parse("http://eu.relay.test"));

    private final Cast cast = new Cast(cast());
    private final RunRecorder recorder = new RunRecorder(new RunIdentity("test", "", "test.yaml", new Seed(1), "1.2.3",
            "./run-scenario test", Determinism.EXACT), new Topology(List.of(), List.of()), RecordLimits.standard());
    private final Pairs pairs = new Pairs(recorder);
    private final Faultlessness faultlessness = new Faultlessness(() -> at(99));
    private final EndpointRecorder bob =
            new EndpointRecorder("bob", cast, pairs, faultlessness,
                    new ObservationLog(recorder, recorder::event, cast, new LastWords()));
    private final PairHistory history;
    private final DatagramLedger fromAlice;
    private final DatagramLedger fromBob;

    EndpointRecorderTest() {
        pairs.declare("alice", "bob");
        history = pairs.history("bob", "alice");
        fromAlice = pairs.datagrams("alice", "bob");
        fromBob = pairs.datagrams("bob", "alice");
        fromAlice.submit(100, at(1));
        fromBob.submit(100, at(1));
    }

    // Datagrams.

    @Test
    void aDatagramForTheRightOneFromTheRightOneIsRight() {
        fromAlice.carried(0, Carrier.IPV4);
        deliver(new TestDatagram(0, 1, 0), ALICE, 100);

        assertFaultless();
        assertEquals(Optional.of(at(2)), fromAlice.deliveredAt(0));
    }

    @Test
    void aStrangersDatagramIsTakenForNobodys() {
        bob.delivered(new TestDatagram(0, 1, 0), Optional.empty(), 100, at(2));

        assertFaultless();
        assertEquals(1, fromAlice.copiesDelivered(0));
    }

    @Test
    void aDatagramForSomebodyElseIsAFault() {
        deliver(new TestDatagram(0, 2, 0), ALICE, 100);

        assertFault("a datagram for another endpoint reached bob: TestDatagram[sender=0, receiver=2, sequence=0]");
        assertEquals(0, fromAlice.copiesDelivered(0));
    }

    @Test
    void aDatagramOfSomebodyWhoDoesNotTalkToBobIsAFault() {
        deliver(new TestDatagram(2, 1, 0), CAROL, 100);
        deliver(new TestDatagram(77, 1, 0), CAROL, 100);

        assertEquals(2, faultlessness.result().because().size());
    }

    @Test
    void aDatagramThatIsTakenForSomebodyElsesIsAFault() {
        deliver(new TestDatagram(0, 1, 0), CAROL, 100);

        assertFault("bob took a datagram of alice for one of carol");
    }

    @Test
    void aDatagramThatWasNeverSentIsAFault() {
        deliver(new TestDatagram(0, 1, 1), ALICE, 100);

        assertFault("bob got a datagram that was never sent: TestDatagram[sender=0, receiver=1, sequence=1]");
    }

    @Test
    void aDatagramOfAnotherSizeIsAFault() {
        deliver(new TestDatagram(0, 1, 0), ALICE, 99);

        assertFault("bob got 99 bytes instead of 100: TestDatagram[sender=0, receiver=1, sequence=0]");
    }

    @Test
    void aCopyThatNobodyMadeIsAFault() {
        fromAlice.carried(0, Carrier.IPV4);
        deliver(new TestDatagram(0, 1, 0), ALICE, 100);
        deliver(new TestDatagram(0, 1, 0), ALICE, 100);

        assertFault("bob got a copy that nobody had made: TestDatagram[sender=0, receiver=1, sequence=0]");
    }

    @Test
    void bytesThatNoApplicationSentAreAFault() {
        bob.deliveredForeign(20, at(2));

        assertFault("the application of bob got 20 bytes that no application had sent");
    }

    @Test
    void whatBobSendsMustBeHisOwn() {
        bob.carried(new TestDatagram(1, 0, 0), Carrier.RELAY, 100);
        assertFaultless();
        assertEquals(100, fromBob.relayBytes(0));

        bob.carried(new TestDatagram(0, 1, 0), Carrier.RELAY, 100);
        bob.carried(new TestDatagram(1, 2, 0), Carrier.RELAY, 100);
        assertEquals(2, faultlessness.result().because().size());
        assertEquals(Optional.of(at(99)), faultlessness.result().firstViolation());
    }

    @Test
    void onlyTheFirstFaultsAreKeptAndAllAreCounted() {
        for (int i = 0; i < 50; i++) {
            bob.deliveredForeign(i, at(2));
        }

        assertEquals("50 did not", faultlessness.result().happened());
        assertEquals(10, faultlessness.result().because().size());
    }

    // Paths.

    @Test
    void theSelectedPathIsTheOneInUse() {
        say(1, new Observation.PathSelected(ALICE, RELAYED, "first"));
        assertPath(1, "on the relay");
        say(2, new Observation.PathDeselected(ALICE, RELAYED, "better"));
        say(2, new Observation.PathSelected(ALICE, DIRECT, "better"));
        assertPath(2, "direct over IPv4");
        say(3, new Observation.PathDeselected(ALICE, OTHER_DIRECT, "old news"));
        assertPath(3, "direct over IPv4");
        say(4, new Observation.PathSelected(ALICE, OTHER_DIRECT, "newer"));
        assertPath(4, "direct over IPv6");
        say(5, new Observation.PathDeselected(ALICE, OTHER_DIRECT, "gone"));
        assertPath(5, "without a path");
    }

    @Test
    void aDoubtedPathIsStillDirect() {
        say(1, new Observation.PathSelected(ALICE, DIRECT, "first"));
        say(2, new Observation.PathDoubted(ALICE, DIRECT, "silent"));
        assertPath(2, "direct over IPv4");
        say(3, new Observation.PathTrusted(ALICE, DIRECT));
        assertPath(3, "direct over IPv4");
    }

    @Test
    void aPathIsOneWayUntilItIsGivenUpOrOneWorksBothWays() {
        say(1, new Observation.PathSelected(ALICE, RELAYED, "first"));
        say(2, new Observation.PathOneWay(ALICE, DIRECT, "unanswered"));
        assertPath(2, "on the relay (one-way)");
        say(3, new Observation.PathGivenUp(ALICE, DIRECT, "silent"));
        assertPath(3, "on the relay");
        say(4, new Observation.PathOneWay(ALICE, DIRECT, "unanswered"));
        say(5, new Observation.PathValidated(ALICE, OTHER_DIRECT, Duration.ofMillis(40), 1232));
        assertPath(5, "on the relay");
    }

    @Test
    void whoIsDirectIsNotOneWay() {
        say(1, new Observation.PathSelected(ALICE, DIRECT, "first"));
        say(2, new Observation.PathOneWay(ALICE, OTHER_DIRECT, "unanswered"));

        assertPath(2, "direct over IPv4");
    }

    @Test
    void observationsAboutOthersChangeNothing() {
        say(1, new Observation.PathSelected(CAROL, DIRECT, "first"));
        say(1, new Observation.PathSelected(id(9), DIRECT, "first"));
        say(1, new Observation.RelayConnected(RelayUrl.parse("http://eu.relay.test")));

        assertPath(1, "without a path");
    }

    /** RFC 6298 section 2: the first sample stands, each further one weighs an eighth. */
    @Test
    void roundTripsOfThePathInUseAreSmoothed() {
        PathInUse path = new PathInUse();
        assertEquals(Optional.empty(), path.roundTrip(DIRECT, Duration.ofMillis(40)));
        path.selected(DIRECT);

        assertEquals(Optional.of(Duration.ofMillis(40)), path.roundTrip(DIRECT, Duration.ofMillis(40)));
        assertEquals(Optional.of(Duration.ofMillis(50)), path.roundTrip(DIRECT, Duration.ofMillis(120)));
        assertEquals(Optional.empty(), path.roundTrip(RELAYED, Duration.ofMillis(500)));
        path.selected(RELAYED);
        assertEquals(Optional.of(Duration.ofMillis(80)), path.roundTrip(RELAYED, Duration.ofMillis(80)));
    }

    private void deliver(TestDatagram datagram, EndpointId sender, int bytes) {
        bob.delivered(datagram, Optional.of(sender), bytes, at(2));
    }

    private void say(long at, Observation observation) {
        bob.observed(observation, at(at));
    }

    private void assertPath(long at, String words) {
        assertEquals("alice was without a path, bob " + words,
                history.describe(at(at)).replace("both were without a path",
                        "alice was without a path, bob without a path"));
    }

    private void assertFaultless() {
        assertEquals(Outcome.HOLDS, faultlessness.result().outcome(), faultlessness.result().because().toString());
    }

    private void assertFault(String sentence) {
        assertEquals(Outcome.BROKEN, faultlessness.result().outcome());
        assertEquals(List.of(sentence), faultlessness.result().because());
    }

    private static Map<String, EndpointId> cast() {
        Map<String, EndpointId> ids = new LinkedHashMap<>();
        ids.put("alice", ALICE);
        ids.put("bob", BOB);
        ids.put("carol", CAROL);
        return ids;
    }

    private static EndpointId id(long seed) {
        return SecretKey.generate(new SplittableRandom(seed)).id();
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
