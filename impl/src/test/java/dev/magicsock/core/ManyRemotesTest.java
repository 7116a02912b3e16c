package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One endpoint with many remotes. */
class ManyRemotesTest {

    private static final int REMOTES = 500;

    @Test
    void fiveHundredRemotesAreServedAndAllGoDirect() {
        Lab lab = new Lab(1);
        Lab.Node server = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        server.start();
        lab.run(Duration.ofSeconds(1));
        List<Lab.Node> clients = new ArrayList<>();
        for (int i = 0; i < REMOTES; i++) {
            Lab.Node client = lab.node("198.51." + i / 250 + "." + (1 + i % 250) + ":1000", Lab.withRelay().build());
            clients.add(client);
            client.start();
        }
        lab.run(Duration.ofSeconds(1));
        lab.every(Duration.ofMillis(10), Duration.ofMillis(10L * REMOTES), number ->
                clients.get(number).add(server, List.of(Lab.RELAY), List.of()));
        lab.run(Duration.ofSeconds(6));
        for (Lab.Node client : clients) {
            assertTrue(client.isDirectTo(server));
            assertTrue(server.isDirectTo(client));
        }
        assertEquals(REMOTES, server.core.remotes().size());
        assertEquals(REMOTES, server.core.remotes().stream().map(RemoteSnapshot::remote)
                .map(server.core::mappedAddress).distinct().count());
    }

    @Test
    void controlMessagesOvertakeDataThatWaitsForTheRelay() {
        Lab lab = new Lab(2);
        Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        lab.run(Duration.ofSeconds(1));
        lab.drop((from, to, payload) -> true);
        alice.add(bob, List.of(Lab.RELAY), List.of());
        lab.run(Duration.ofSeconds(1));
        lab.holdRelayCredit = true;
        for (int i = 0; i < 200; i++) {
            alice.send(bob, Lab.quic(i, 1200));
        }
        lab.run(Duration.ofMillis(100));
        int delivered = bob.delivered.size();
        assertTrue(delivered < 100, delivered + " arrived without credit");
        alice.handle(new MagicSockEvent.Resumed(Duration.ofSeconds(1)));
        Instant begun = lab.now;
        lab.holdRelayCredit = false;
        lab.releaseRelayCredit();
        lab.run(Duration.ofSeconds(1));
        Instant called = bob.firstSeenAfter(begun, Observation.CallMeMaybeReceived.class).orElseThrow();
        assertTrue(called.isBefore(bob.delivered.getLast().at()) || called.equals(bob.delivered.getLast().at()));
        assertEquals(200, bob.delivered.size());
        assertTrue(bob.deliveredWhenFirstSeen(begun, Observation.CallMeMaybeReceived.class) < delivered + 30);
    }

    @Test
    void sendingByADirectPathTouchesNoOtherRemoteAndNoAlarm() {
        Lab lab = new Lab(3);
        Lab.Node alice = lab.node("192.0.2.1:1000", Lab.withRelay().build());
        Lab.Node bob = lab.node("192.0.2.2:2000", Lab.withRelay().build());
        alice.start();
        bob.start();
        lab.run(Duration.ofSeconds(1));
        alice.add(bob, List.of(Lab.RELAY), List.of(bob.address));
        lab.run(Duration.ofSeconds(1));
        alice.send(bob, Lab.quic(0, 1000));
        lab.run(Duration.ofMillis(100));
        alice.send(bob, Lab.quic(0, 1000));
        Instant before = alice.core.nextDeadline().orElseThrow().at();
        alice.sent.clear();
        for (int i = 0; i < 100; i++) {
            alice.core.handle(new MagicSockEvent.DatagramSubmitted(alice.core.mappedAddress(bob.id()),
                    ByteBuffer.wrap(Lab.quic(i, 1000)), 0), lab.now);
        }
        assertEquals(100, alice.sent.size());
        assertEquals(before, alice.core.nextDeadline().orElseThrow().at());
    }
}
