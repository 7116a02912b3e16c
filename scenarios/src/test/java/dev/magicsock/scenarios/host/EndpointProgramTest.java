package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.MagicSockCommand;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.ProcessingDelay;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.host.RelayProgram.Outage;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import dev.magicsock.scenarios.traffic.TrafficSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two MagicSocks and a relay on three simulated hosts, and no other road than the relay. */
class EndpointProgramTest {

    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");
    private static final SecretKey ALICE = key(1);
    private static final SecretKey BOB = key(2);
    private static final Duration EVERY = Duration.ofMillis(50);

    private final Heard alice = new Heard();
    private final Heard bob = new Heard();
    private final DatagramLedger fromAlice = new DatagramLedger();
    private final DatagramLedger fromBob = new DatagramLedger();
    private Network network;

    @Test
    void datagramsCrossTheRelayInBothDirectionsAndAreAttributed() {
        build(relay(List.of()));
        run(5);

        assertEquals(1, alice.times(Observation.RelayConnected.class).size());
        assertDeliveredOnce(bob, fromAlice, 0, ALICE);
        assertDeliveredOnce(alice, fromBob, 1, BOB);
        assertEquals(fromAlice.size(), alice.carried.get(Carrier.RELAY));
        assertEquals(bob.delivered.size(), bob.arrived.get(Carrier.RELAY));
        assertEquals(null, alice.carried.get(Carrier.IPV4));
    }

    @Test
    void fromColdADatagramCrossesWithinSixRoundTrips() {
        build(relay(List.of()));
        run(1.5);

        Duration taken = Duration.between(at(1), bob.delivered.getFirst().at());
        assertTrue(taken.compareTo(Duration.ofMillis(6 * 40)) < 0, "after " + taken);
    }

    @Test
    void aRelayThatGoesAwayIsLostAtOnceAndFoundAgain() {
        build(relay(List.of(new Outage(at(5), Optional.of(at(8)), false))));
        run(30);

        List<String> losses = alice.relayLosses();
        assertTrue(losses.getFirst().endsWith("reset"), losses.toString());
        assertTrue(losses.stream().skip(1).allMatch(loss -> loss.endsWith("refused")), losses.toString());
        assertTrue(Duration.between(at(5), alice.times(Observation.RelayLost.class).getFirst()).toMillis() < 100);
        assertEquals(List.of(), bob.deliveredBetween(at(5.1), at(8)));
        assertEquals(2, alice.times(Observation.RelayConnected.class).size());
        assertFalse(bob.deliveredBetween(at(29), at(30)).isEmpty());
        assertFalse(alice.deliveredBetween(at(29), at(30)).isEmpty());
        assertEquals(0, alice.foreign + bob.foreign);
    }

    @Test
    void aRelayThatIsDownWhenEndpointsStartIsFoundLater() {
        build(relay(List.of(new Outage(at(0), Optional.of(at(4)), false))));
        run(20);

        assertTrue(alice.times(Observation.RelayConnected.class).getFirst().isAfter(at(4)));
        assertFalse(bob.deliveredBetween(at(19), at(20)).isEmpty());
    }

    @Test
    void aNameWithoutAddressesIsARelayThatCannotBeReached() {
        network = Network.builder(7)
                .host("alice", host -> host.programFactory("magicsock", () -> endpoint(ALICE, alice, new Application(
                        EndpointAddr::of), _ -> List.of())))
                .build();
        run(10);

        assertEquals(List.of(), alice.times(Observation.RelayConnected.class));
    }

    @Test
    void whoSleepsSendsNothingAndKeepsItsScheduleAfterwards() {
        build(relay(List.of()));
        network.schedule(at(4.02), new Fault.Suspend("alice"));
        network.schedule(at(9.02), new Fault.Wake("alice"));
        run(15);

        List<Instant> sent = IntStream.range(0, fromAlice.size()).mapToObj(fromAlice::sentAt).toList();
        assertTrue(sent.stream().noneMatch(time -> time.isAfter(at(4.02)) && time.isBefore(at(9.02))));
        assertEquals(1, sent.stream().filter(time -> time.isAfter(at(9.01)) && time.isBefore(at(9.049))).count());
        for (Instant time : sent.subList(sent.size() - 50, sent.size())) {
            long late = Duration.between(at(1), time).toNanos() % EVERY.toNanos();
            assertTrue(late <= 2_000_000, time + " is late by " + late);
        }
        assertFalse(bob.deliveredBetween(at(14), at(15)).isEmpty());
    }

    @Test
    void bytesThatNoApplicationSentAreReportedAsForeign() {
        Application application = new Application(EndpointAddr::of);
        Heard heard = new Heard();
        CommandExecutor executor =
                new CommandExecutor(null, new Addresses(), null, heard, () -> at(1), application, Optional.empty());

        executor.accept(new MagicSockCommand.DeliverDatagram(new InetSocketAddress(4242), Optional.of(BOB.id()),
                ByteBuffer.wrap(new byte[] {0x40, 1, 2, 3})));

        assertEquals(1, heard.foreign);
        assertEquals(List.of(), heard.delivered);
        assertEquals(Optional.empty(), application.nextAction());
    }

    private void build(Program relay) {
        network = Network.builder(7)
                .host("eu", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10))).program(relay))
                .host("alice", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10)))
                        .processing(new ProcessingDelay(Duration.ofNanos(50_000), Duration.ofMillis(1)))
                        .programFactory("magicsock", () -> endpoint(ALICE, alice, sender())))
                .host("bob", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10)))
                        .programFactory("magicsock", () -> endpoint(BOB, bob, answerer())))
                .build();
    }

    private Application sender() {
        Application application = new Application(EndpointProgramTest::lookUp);
        application.connectAt(at(1), BOB.id());
        application.send(BOB.id(), new TrafficSource(0, 1, fromAlice::submit, EVERY, 100, at(1), at(1000)));
        return application;
    }

    private Application answerer() {
        Application application = new Application(EndpointProgramTest::lookUp);
        application.answer(ALICE.id(), new TrafficSource(1, 0, fromBob::submit, EVERY, 100, at(1), at(1000)));
        return application;
    }

    /** Nobody publishes addresses, and so there is nothing to try but the relay. */
    private static EndpointAddr lookUp(EndpointId endpoint) {
        return new EndpointAddr(endpoint, List.of(RELAY), List.of());
    }

    private static Program relay(List<Outage> outages) {
        return new RelayProgram("1.2.3", outages, List.of(), new SplittableRandom(1), (_, _) -> { });
    }

    private EndpointProgram endpoint(SecretKey key, Heard heard, Application application) {
        return endpoint(key, heard, application, _ -> network.addresses("eu"));
    }

    private EndpointProgram endpoint(SecretKey key, Heard heard, Application application, RelayNames names) {
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(RELAY)).strategy(new RelayOnly()).build();
        return new EndpointProgram(key, config, 0, application, network::now, names, heard);
    }

    private void run(double seconds) {
        network.runUntil(at(seconds));
    }

    private static void assertDeliveredOnce(Heard receiver, DatagramLedger ledger, int senderOrdinal,
            SecretKey sender) {
        List<Integer> sequences = receiver.delivered.stream().map(each -> each.datagram().sequence()).toList();
        assertTrue(sequences.size() > ledger.size() - 10 && sequences.size() > 50, sequences.size() + " of "
                + ledger.size());
        assertEquals(IntStream.range(0, sequences.size()).boxed().toList(), sequences);
        for (Heard.Delivered each : receiver.delivered) {
            assertEquals(new TestDatagram(senderOrdinal, 1 - senderOrdinal, each.datagram().sequence()),
                    each.datagram());
            assertEquals(Optional.of(sender.id()), each.sender());
            assertEquals(100, each.bytes());
        }
    }

    private static SecretKey key(int filler) {
        byte[] seed = new byte[SecretKey.BYTES];
        Arrays.fill(seed, (byte) filler);
        return SecretKey.of(seed);
    }

    private static Instant at(double seconds) {
        return Instant.EPOCH.plusNanos(Math.round(seconds * 1e9));
    }
}
