package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.PathId;
import dev.magicsock.probe.ObservedSource;
import dev.magicsock.probe.ProbeCodec;
import dev.magicsock.probe.ProbeMessage;
import dev.magicsock.punch.PunchPacket;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others can make a MagicSock do, and above all what they cannot. */
class HostileTest {

    private static final InetSocketAddress ELSEWHERE = SocketAddresses.parse("203.0.113.66:666");

    private final Lab lab = new Lab(1);
    private final SplittableRandom random = new SplittableRandom(99);
    private Lab.Node alice;
    private Lab.Node bob;

    @BeforeEach
    void begin() {
        alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        lab.run(Duration.ofSeconds(1));
    }

    @Test
    void aForgedPunchPacketLeadsToFewProbesAndNoData() {
        connect();
        alice.sent.clear();
        receive(alice, ELSEWHERE, new PunchPacket(bob.id(), lab.now).toBytes());
        alice.send(bob, Lab.quic(1, 1000));
        lab.run(Duration.ofSeconds(10));
        List<byte[]> toElsewhere = sentTo(alice, ELSEWHERE);
        assertFalse(toElsewhere.isEmpty());
        assertTrue(toElsewhere.stream().allMatch(Lab::isProbe));
        assertTrue(toElsewhere.size() <= 12, toElsewhere.size() + " probes");
        assertSelected(bob.address);
    }

    @Test
    void punchPacketsThatAreTooOldOrFromTheFutureAreDropped() {
        connect();
        alice.sent.clear();
        alice.observations.clear();
        receive(alice, ELSEWHERE, new PunchPacket(bob.id(), lab.now.plusSeconds(31)).toBytes());
        alice.handle(new MagicSockEvent.UnixTimeOffsetSet(Duration.ofHours(1)));
        receive(alice, ELSEWHERE, new PunchPacket(bob.id(), lab.now).toBytes());
        assertEquals(List.of(DropReason.STALE_PUNCH, DropReason.STALE_PUNCH), drops(alice));
        lab.run(Duration.ofSeconds(1));
        assertTrue(sentTo(alice, ELSEWHERE).isEmpty());
    }

    @Test
    void aPunchPacketOfAnUnknownEndpointIsDropped() {
        receive(alice, ELSEWHERE, new PunchPacket(bob.id(), lab.now).toBytes());
        assertEquals(List.of(DropReason.UNKNOWN_PUNCHER), drops(alice));
        assertTrue(alice.core.remotes().isEmpty());
    }

    @Test
    void aReplayedPingFromElsewhereMovesNothing() {
        List<byte[]> pings = new ArrayList<>();
        lab.drop((from, to, payload) -> {
            if (from.equals(bob.address) && Lab.isProbe(payload)) {
                pings.add(payload);
            }
            return false;
        });
        connect();
        alice.sent.clear();
        pings.forEach(ping -> receive(alice, ELSEWHERE, ping));
        alice.send(bob, Lab.quic(1, 1000));
        lab.run(Duration.ofSeconds(20));
        assertSelected(bob.address);
        assertTrue(sentTo(alice, ELSEWHERE).stream().allMatch(Lab::isProbe));
        receive(alice, ELSEWHERE, Lab.quic(66, 100));
        assertTrue(alice.delivered.getLast().endpoint().isEmpty());
    }

    @Test
    void replayedPongsAreUnexpected() {
        List<byte[]> probes = new ArrayList<>();
        lab.drop((from, to, payload) -> {
            if (from.equals(bob.address) && Lab.isProbe(payload) && payload.length == 111) {
                probes.add(payload);
            }
            return false;
        });
        connect();
        alice.observations.clear();
        probes.forEach(pong -> receive(alice, bob.address, pong));
        assertFalse(probes.isEmpty());
        assertEquals(probes.size(), drops(alice).size());
        assertTrue(drops(alice).stream().allMatch(DropReason.UNEXPECTED_PONG::equals));
    }

    @Test
    void aPongThatAnswersNothingProvesNothing() {
        alice.add(bob, List.of(), List.of(ELSEWHERE));
        ProbeMessage pong = new ProbeMessage.Pong(TransactionId.generate(random),
                new ObservedSource.Direct(alice.address));
        receive(alice, ELSEWHERE, seal(bob, alice, pong));
        assertTrue(drops(alice).contains(DropReason.UNEXPECTED_PONG));
        assertFalse(alice.isDirectTo(bob));
    }

    @Test
    void anAnswerFromAnotherAddressOnlySuggestsIt() {
        lab.drop((from, to, payload) -> to.equals(ELSEWHERE));
        alice.add(bob, List.of(), List.of(SocketAddresses.parse("198.51.100.9:9")));
        String transaction = alice.observed(Observation.PingSent.class).getFirst().transaction();
        TransactionId id = new TransactionId(Long.parseUnsignedLong(transaction.substring(0, 16), 16),
                Integer.parseUnsignedInt(transaction.substring(16), 16));
        receive(alice, ELSEWHERE, seal(bob, alice,
                new ProbeMessage.Pong(id, new ObservedSource.Direct(alice.address))));
        assertFalse(alice.isDirectTo(bob));
        assertFalse(sentTo(alice, ELSEWHERE).isEmpty());
        assertTrue(sentTo(alice, ELSEWHERE).stream().allMatch(Lab::isProbe));
    }

    @Test
    void aCallMeMaybeOverUdpIsDropped() {
        connect();
        alice.sent.clear();
        receive(alice, bob.address, seal(bob, alice, new ProbeMessage.CallMeMaybe(List.of(ELSEWHERE))));
        assertTrue(drops(alice).contains(DropReason.CALL_ME_MAYBE_OUTSIDE_RELAY));
        lab.run(Duration.ofSeconds(1));
        assertTrue(sentTo(alice, ELSEWHERE).isEmpty());
    }

    @Test
    void aCallMeMaybeNeverLeadsToProbesOfGroupsNobodyOrOurselves() {
        Lab.Node mallory = lab.node("192.0.2.66:6666", Lab.withRelay()
                .configuredAddresses(List.of("224.0.0.1:5", "255.255.255.255:5", "0.0.0.0:5", "[ff02::1]:5",
                        "[fe80::1]:5",
                        "127.0.0.1:5", "192.0.2.1:1000", "[fd6d:6167:6963::1]:12345").stream()
                        .map(SocketAddresses::parse).toList()).build());
        mallory.start();
        lab.run(Duration.ofSeconds(1));
        mallory.add(alice, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(5));
        assertEquals(List.of(mallory.address),
                alice.sent.stream().map(MagicSockCommand.SendDatagram::destination).distinct().toList());
    }

    @Test
    void manyCallMeMaybesLeadToABoundedNumberOfProbes() {
        connect();
        alice.sent.clear();
        int before = alice.core.remotes().size();
        for (int i = 0; i < 200; i++) {
            int round = i;
            List<InetSocketAddress> victims = IntStream.range(0, 32)
                    .mapToObj(n -> SocketAddresses.parse("203.0.113." + n + ":" + (1000 + round))).toList();
            relayTo(alice, bob, seal(bob, alice, new ProbeMessage.CallMeMaybe(victims)));
        }
        lab.run(Duration.ofSeconds(1));
        assertTrue(alice.sent.size() < 300, alice.sent.size() + " datagrams");
        assertEquals(before, alice.core.remotes().size());
        assertTrue(alice.isDirectTo(bob));
    }

    @Test
    void aProbeThroughTheRelayMustBeSealedByItsSender() {
        connect();
        Lab.Node mallory = lab.node("192.0.2.66:6666", Lab.withRelay().build());
        alice.observations.clear();
        relayTo(alice, mallory, seal(bob, alice, new ProbeMessage.CallMeMaybe(List.of(ELSEWHERE))));
        assertEquals(List.of(DropReason.INVALID_PROBE), drops(alice));
    }

    @Test
    void aForgedSourceGetsNoMoreThanThreeTimesWhatCame() {
        SecretKey mallory = SecretKey.generate(random);
        SharedSecret secret = SharedSecret.agree(mallory, alice.id()).orElseThrow();
        ProbeCodec codec = new ProbeCodec(mallory.id());
        for (int size : new int[] {124, 1232}) {
            alice.sent.clear();
            InetSocketAddress victim = new InetSocketAddress(ELSEWHERE.getAddress(), size);
            receive(alice, victim, codec.sealPadded(new ProbeMessage.Ping(TransactionId.generate(random), mallory.id()),
                    size, secret, random));
            lab.run(Duration.ofSeconds(30));
            int sent = sentTo(alice, victim).stream().mapToInt(each -> each.length).sum();
            assertTrue(sent > 0 && sent <= 3 * size, sent + " bytes for " + size);
        }
    }

    @Test
    void aDatagramFromAMappedAddressIsDropped() {
        receive(alice, alice.core.mappedAddress(bob.id()), Lab.quic(1, 100));
        assertEquals(List.of(DropReason.MAPPED_SOURCE), drops(alice));
        assertTrue(alice.delivered.isEmpty());
    }

    @Test
    void aFloodOfUnknownSendersIsLimitedInWorkAndMemory() {
        Lab.Node small = lab.node("192.0.2.3:3000", MagicSockConfig.builder()
                .bounds(new Bounds(16, 16, 8, 64, 8)).build());
        small.start();
        for (int i = 0; i < 700; i++) {
            SecretKey unknown = SecretKey.generate(random);
            InetSocketAddress from = new InetSocketAddress(ELSEWHERE.getAddress(), 1 + i);
            receive(small, from, new ProbeCodec(unknown.id()).seal(
                    new ProbeMessage.Ping(TransactionId.generate(random), unknown.id()),
                    SharedSecret.agree(unknown, small.id()).orElseThrow(), random));
            receive(small, from, Lab.quic(i, 100));
        }
        assertTrue(small.core.remotes().size() <= 16);
        assertTrue(drops(small).contains(DropReason.RATE_LIMITED));
        lab.run(Duration.ofSeconds(120));
        assertTrue(small.core.remotes().isEmpty());
    }

    @Test
    void aFloodOfStrangersCannotPushOutARemoteThatIsInUse() {
        Lab.Node small = lab.node("192.0.2.3:3000", Lab.withRelay().bounds(new Bounds(4, 16, 8, 64, 8)).build());
        small.start();
        lab.run(Duration.ofSeconds(1));
        small.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            SecretKey unknown = SecretKey.generate(random);
            receive(small, new InetSocketAddress(ELSEWHERE.getAddress(), 1 + i), new ProbeCodec(unknown.id()).seal(
                    new ProbeMessage.Ping(TransactionId.generate(random), unknown.id()),
                    SharedSecret.agree(unknown, small.id()).orElseThrow(), random));
        }
        assertTrue(small.isDirectTo(bob));
        assertEquals(4, small.core.remotes().size());
    }

    @Test
    void someoneElseProvingAnAddressTakesItOver() {
        connect();
        Lab.Node carol = lab.node("192.0.2.3:3000", Lab.withRelay().build());
        carol.start();
        lab.run(Duration.ofSeconds(1));
        bob.moveTo("192.0.2.99:9");
        carol.moveTo("192.0.2.2:2000");
        carol.add(alice, List.of(Lab.RELAY), List.of(alice.address));
        lab.run(Duration.ofSeconds(1));
        receive(alice, SocketAddresses.parse("192.0.2.2:2000"), Lab.quic(5, 100));
        assertEquals(carol.id(), alice.delivered.getLast().endpoint().orElseThrow());
    }

    private void connect() {
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        lab.run(Duration.ofSeconds(2));
        assertTrue(alice.isDirectTo(bob));
    }

    private void assertSelected(InetSocketAddress address) {
        PathId path = alice.core.remote(bob.id()).orElseThrow().selected().orElseThrow();
        assertEquals(new PathId.Direct(alice.socket, address), path);
    }

    private void receive(Lab.Node node, InetSocketAddress source, byte[] payload) {
        node.handle(new MagicSockEvent.DatagramReceived(node.socket, source, ByteBuffer.wrap(payload)));
    }

    private void relayTo(Lab.Node node, Lab.Node source, byte[] payload) {
        byte[] frame = new byte[34 + payload.length];
        frame[0] = 6;
        source.id().write(frame, 1);
        System.arraycopy(payload, 0, frame, 34, payload.length);
        node.handle(new MagicSockEvent.RelayMessageReceived(new RelayTransport(Lab.RELAY, 1), frame));
    }

    private byte[] seal(Lab.Node from, Lab.Node to, ProbeMessage message) {
        return new ProbeCodec(from.id()).seal(message, SharedSecret.agree(from.key, to.id()).orElseThrow(), random);
    }

    private static List<byte[]> sentTo(Lab.Node node, InetSocketAddress destination) {
        return node.sent.stream().filter(sent -> sent.destination().equals(destination))
                .map(sent -> Lab.bytes(sent.payload())).toList();
    }

    private static List<DropReason> drops(Lab.Node node) {
        return node.observed(Observation.DatagramDropped.class).stream().map(drop -> drop.reason()).toList();
    }
}
