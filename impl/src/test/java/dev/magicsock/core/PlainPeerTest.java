package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.probe.ProbeCodec;
import dev.magicsock.probe.ProbeMessage;
import dev.magicsock.punch.PunchPacket;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that know QUIC and relays but no probes, and strangers of whom nothing is known at all. */
class PlainPeerTest {

    private static final InetSocketAddress FIRST = SocketAddresses.parse("198.51.100.1:1");
    private static final InetSocketAddress SECOND = SocketAddresses.parse("198.51.100.2:2");
    private static final InetSocketAddress SUGGESTED = SocketAddresses.parse("198.51.100.3:3");

    private final Lab lab = new Lab(1);
    private final SecretKey key = SecretKey.generate(new SplittableRandom(5));
    private final EndpointId peer = key.id();
    private Lab.Node alice;
    private InetSocketAddress mapped;

    @BeforeEach
    void begin() {
        alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        alice.start();
        lab.run(Duration.ofSeconds(1));
        mapped = alice.core.mappedAddress(peer);
    }

    @Test
    void datagramsGoToEveryGivenAddressAndTheRelayUntilOneAnswers() {
        add();
        alice.send(mapped, Lab.quic(1, 1200));
        assertEquals(List.of(FIRST, SECOND), dataDestinations());
        assertEquals(2, snapshot().duplicatesSent());
        assertEquals(1200, snapshot().relayBytesSent());
        receive(SECOND, Lab.quic(2, 100));
        assertEquals(Optional.of(peer), alice.delivered.getFirst().endpoint());
        assertEquals(mapped, alice.delivered.getFirst().source());
        alice.sent.clear();
        alice.send(mapped, Lab.quic(3, 1200));
        assertEquals(List.of(SECOND), dataDestinations());
        assertEquals(1200, snapshot().relayBytesSent());
    }

    @Test
    void anotherAddressCannotTakeOverTheAnsweringOne() {
        add();
        receive(SECOND, Lab.quic(1, 100));
        receive(FIRST, Lab.quic(2, 100));
        assertEquals(Optional.empty(), alice.delivered.getLast().endpoint());
        alice.send(mapped, Lab.quic(3, 1200));
        assertEquals(List.of(SECOND), dataDestinations());
    }

    @Test
    void anAddressThatWasGivenForAnotherRemoteBeforeReachesTheRightOne() {
        EndpointId mistaken = SecretKey.generate(new SplittableRandom(6)).id();
        InetSocketAddress mistakenMapped = alice.core.mappedAddress(mistaken);
        alice.handle(new MagicSockEvent.RemoteAdded(new EndpointAddr(mistaken, List.of(), List.of(FIRST))));
        alice.send(mistakenMapped, Lab.quic(1, 1200));
        receive(FIRST, Lab.quic(2, 100));
        assertEquals(List.of(mistakenMapped), deliveredFrom());

        add();
        alice.delivered.clear();
        receive(FIRST, Lab.quic(3, 100));

        // Only QUIC knows whose it is, so both see it, in full.
        assertEquals(List.of(mistakenMapped, mapped), deliveredFrom());
        assertEquals(List.of(3, 3), alice.delivered.stream().map(Lab::numberOf).toList());
        alice.sent.clear();
        alice.send(mapped, Lab.quic(4, 1200));
        assertEquals(List.of(FIRST), dataDestinations());
    }

    @Test
    void onlyTheLastFourRemotesNamedForAnAddressSeeWhatComesFromThere() {
        for (int i = 0; i < 6; i++) {
            EndpointId each = SecretKey.generate(new SplittableRandom(100 + i)).id();
            alice.handle(new MagicSockEvent.RemoteAdded(new EndpointAddr(each, List.of(), List.of(FIRST))));
        }
        receive(FIRST, Lab.quic(1, 100));
        assertEquals(4, alice.delivered.size());
        assertEquals(SecretKey.generate(new SplittableRandom(105)).id(),
                alice.delivered.getLast().endpoint().orElseThrow());
    }

    @Test
    void everythingIsTriedAgainWhenTheAnsweringAddressFallsSilent() {
        add();
        receive(SECOND, Lab.quic(1, 100));
        lab.every(Duration.ofSeconds(1), Duration.ofSeconds(17), number -> alice.send(mapped, Lab.quic(number, 1200)));
        lab.run(Duration.ofSeconds(17));
        alice.sent.clear();
        alice.send(mapped, Lab.quic(99, 1200));
        assertEquals(List.of(FIRST, SECOND), dataDestinations());
    }

    @Test
    void theFirstValidProbeEndsTheRuleForGood() {
        add();
        ping(FIRST);
        alice.send(mapped, Lab.quic(1, 1200));
        assertEquals(List.of(), dataDestinations());
        assertEquals(1200, snapshot().relayBytesSent());
        lab.run(Duration.ofSeconds(60));
        alice.send(mapped, Lab.quic(2, 1200));
        assertEquals(List.of(), dataDestinations());
    }

    @Test
    void suggestedAddressesNeverGetData() {
        add();
        receive(SUGGESTED, new PunchPacket(peer, lab.now).toBytes());
        alice.send(mapped, Lab.quic(1, 1200));
        assertEquals(List.of(FIRST, SECOND), dataDestinations());
        assertTrue(alice.sent.stream().anyMatch(sent -> sent.destination().equals(SUGGESTED)));
    }

    @Test
    void anAnswerThroughTheRelayMakesTheRelayServe() {
        add();
        byte[] frame = new byte[34 + 100];
        frame[0] = 6;
        peer.write(frame, 1);
        System.arraycopy(Lab.quic(1, 100), 0, frame, 34, 100);
        alice.handle(new MagicSockEvent.RelayMessageReceived(new RelayTransport(Lab.RELAY, 1), frame));
        alice.send(mapped, Lab.quic(2, 1200));
        assertEquals(List.of(), dataDestinations());
        assertEquals(1200, snapshot().relayBytesSent());
        assertTrue(snapshot().selected().isPresent());
    }

    @Test
    void theRuleCanBeSwitchedOff() {
        alice = lab.node("192.0.2.9:1000", Lab.withRelay().unprovenRemotes(UnprovenRemotes.SEND_TO_RELAY_ONLY).build());
        alice.start();
        add();
        alice.send(mapped = alice.core.mappedAddress(peer), Lab.quic(1, 1200));
        assertEquals(List.of(), dataDestinations());
    }

    @Test
    void aStrangerGetsAStableAddressAndCanBeAnswered() {
        receive(SUGGESTED, Lab.quic(1, 100));
        receive(SUGGESTED, Lab.quic(2, 100));
        receive(FIRST, Lab.quic(3, 100));
        InetSocketAddress stranger = alice.delivered.get(0).source();
        assertEquals(stranger, alice.delivered.get(1).source());
        assertFalse(stranger.equals(alice.delivered.get(2).source()));
        alice.send(stranger, Lab.quic(4, 100));
        assertEquals(List.of(SUGGESTED), dataDestinations());
    }

    @Test
    void aStrangersAddressStaysTheRemotesAlias() {
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        bob.start();
        lab.run(Duration.ofSeconds(1));
        receive(bob.address, Lab.quic(1, 100));
        InetSocketAddress stranger = alice.delivered.getFirst().source();
        bob.add(alice, List.of(Lab.RELAY), List.of(alice.address));
        lab.run(Duration.ofSeconds(1));
        assertEquals(Optional.of(bob.id()), alice.core.endpointOf(stranger));
        bob.send(alice, Lab.quic(2, 100));
        lab.run(Duration.ofMillis(100));
        assertEquals(stranger, alice.delivered.getLast().source());
        assertEquals(Optional.of(bob.id()), alice.delivered.getLast().endpoint());
        alice.send(stranger, Lab.quic(3, 100));
        lab.run(Duration.ofMillis(100));
        assertEquals(3, Lab.numberOf(bob.delivered.getLast()));
        lab.run(Duration.ofSeconds(70));
        bob.send(alice, Lab.quic(4, 100));
        lab.run(Duration.ofMillis(100));
        assertEquals(alice.core.mappedAddress(bob.id()), alice.delivered.getLast().source());
    }

    @Test
    void connectionsKeepTheirAddressWhenTheRemoteIsAStrangerForAMoment() {
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        bob.start();
        lab.run(Duration.ofSeconds(1));
        alice.send(alice.core.mappedAddress(bob.id()), Lab.quic(0, 100));
        receive(bob.address, Lab.quic(1, 100));
        InetSocketAddress stranger = alice.delivered.getFirst().source();
        bob.add(alice, List.of(Lab.RELAY), List.of(alice.address));
        lab.run(Duration.ofSeconds(1));
        bob.send(alice, Lab.quic(2, 100));
        lab.run(Duration.ofMillis(100));
        assertEquals(alice.core.mappedAddress(bob.id()), alice.delivered.getLast().source());
        assertEquals(Optional.of(bob.id()), alice.core.endpointOf(stranger));
        lab.run(Duration.ofSeconds(70));
        assertEquals(Optional.empty(), alice.core.endpointOf(stranger), "nobody has used it");
    }

    @Test
    void aStrangerThatIsAnsweredIsHeardUnderThatAddressWhateverWasInUse() {
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        bob.start();
        lab.run(Duration.ofSeconds(1));
        alice.send(alice.core.mappedAddress(bob.id()), Lab.quic(0, 100));
        receive(bob.address, Lab.quic(1, 100));
        InetSocketAddress stranger = alice.delivered.getFirst().source();
        alice.send(stranger, Lab.quic(2, 100));
        bob.add(alice, List.of(Lab.RELAY), List.of(alice.address));
        lab.run(Duration.ofSeconds(1));
        bob.send(alice, Lab.quic(3, 100));
        lab.run(Duration.ofMillis(100));
        assertEquals(stranger, alice.delivered.getLast().source());
    }

    @Test
    void dataThatArrivesBeforeTheProofWaitsForIt() {
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        bob.start();
        byte[] ping = new ProbeCodec(bob.id()).seal(new ProbeMessage.Ping(
                TransactionId.generate(new SplittableRandom(3)), bob.id()),
                SharedSecret.agree(bob.key, alice.id()).orElseThrow(), new SplittableRandom(4));
        receive(bob.address, ping);
        receive(bob.address, Lab.quic(1, 100));
        receive(bob.address, Lab.quic(2, 100));
        assertTrue(alice.delivered.isEmpty());
        lab.run(Duration.ofMillis(100));
        assertEquals(List.of(1, 2), alice.delivered.stream().map(Lab::numberOf).toList());
        assertTrue(alice.delivered.stream().allMatch(each -> each.endpoint().equals(Optional.of(bob.id()))));
    }

    @Test
    void dataWaitsOnlyOnceInVainAndIsThenAStrangers() {
        ping(FIRST);
        receive(FIRST, Lab.quic(1, 100));
        assertTrue(alice.delivered.isEmpty());
        lab.run(Duration.ofMillis(501));
        assertEquals(Optional.empty(), alice.delivered.getFirst().endpoint());
        ping(FIRST);
        receive(FIRST, Lab.quic(2, 100));
        assertEquals(2, alice.delivered.size());
    }

    private void add() {
        alice.handle(new MagicSockEvent.RemoteAdded(
                new EndpointAddr(peer, List.of(Lab.RELAY), List.of(FIRST, SECOND))));
    }

    private List<InetSocketAddress> deliveredFrom() {
        return alice.delivered.stream().map(Lab.Delivered::source).toList();
    }

    private void ping(InetSocketAddress source) {
        SplittableRandom random = new SplittableRandom(8);
        receive(source, new ProbeCodec(peer).seal(new ProbeMessage.Ping(TransactionId.generate(random), peer),
                SharedSecret.agree(key, alice.id()).orElseThrow(), random));
    }

    private RemoteSnapshot snapshot() {
        return alice.core.remote(peer).orElseThrow();
    }

    private void receive(InetSocketAddress source, byte[] payload) {
        alice.handle(new MagicSockEvent.DatagramReceived(alice.socket, source, ByteBuffer.wrap(payload)));
    }

    private List<InetSocketAddress> dataDestinations() {
        return alice.sent.stream().filter(sent -> !Lab.isProbe(Lab.bytes(sent.payload())))
                .map(MagicSockCommand.SendDatagram::destination).toList();
    }
}
