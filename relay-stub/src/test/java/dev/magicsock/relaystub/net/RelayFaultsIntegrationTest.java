package dev.magicsock.relaystub.net;

import static dev.magicsock.relaystub.net.RunningRelay.PATIENCE;
import static dev.magicsock.relaystub.net.RunningRelay.datagram;
import static dev.magicsock.relaystub.net.RunningRelay.nextDatagram;
import static dev.magicsock.relaystub.net.RunningRelay.settings;
import static dev.magicsock.relaystub.net.RunningRelay.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relaystub.check.Received;
import dev.magicsock.relaystub.check.RelayPeer;
import dev.magicsock.relaystub.check.WireClient;
import dev.magicsock.relaystub.fault.ActiveFaults;
import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.Direction;
import dev.magicsock.relaystub.fault.Fate;
import dev.magicsock.relaystub.fault.RelayFault;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.ConnectionId;
import dev.magicsock.relaystub.server.RelayWarning;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay that misbehaves as told. */
@Timeout(60)
class RelayFaultsIntegrationTest {

    private static final ConnectionId ALICE = new ConnectionId(1);

    @Test
    void messagesOfOneClientAreLostInOneDirectionOnly() throws IOException {
        RelayFaults silence = new RelayFaults() {
            @Override
            public Fate fromClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
                boolean datagram = message[0] == 4;
                return connection.equals(ALICE) && datagram ? new Fate.Drop() : Fate.PASS;
            }
        };
        try (RunningRelay relay = start(settings(), silence); RelayPeer alice = relay.peer(1);
                RelayPeer bob = relay.peer(2)) {
            alice.send(datagram(bob, new byte[] {1}));
            alice.wire().sendMessage(ping());
            alice.next();
            bob.send(datagram(bob, new byte[] {2}));
            assertEquals(2, nextDatagram(bob)[0]);
            bob.send(datagram(alice, new byte[] {3}));
            assertEquals(3, nextDatagram(alice)[0]);
        }
    }

    @Test
    void messagesToAClientAreLostAndTheRelayGoesOn() throws IOException {
        RelayFaults silence = new RelayFaults() {
            @Override
            public Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
                return message[0] == 6 && message.length < 1000 ? new Fate.Drop() : Fate.PASS;
            }
        };
        try (RunningRelay relay = start(settings(), silence); RelayPeer alice = relay.peer(1);
                RelayPeer bob = relay.peer(2)) {
            // More than the window: what is lost must count as written.
            for (int i = 0; i < 200; i++) {
                alice.send(datagram(bob, new byte[900]));
            }
            alice.send(datagram(bob, new byte[2000]));
            assertEquals(2000, nextDatagram(bob).length);
        }
    }

    @Test
    void delayedMessagesComeLateAndInOrder() throws IOException {
        Duration delay = Duration.ofMillis(300);
        RelayFaults slow = new RelayFaults() {
            @Override
            public Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
                return message[0] == 6 ? new Fate.Delay(delay) : Fate.PASS;
            }
        };
        try (RunningRelay relay = start(settings(), slow); RelayPeer alice = relay.peer(1);
                RelayPeer bob = relay.peer(2)) {
            Instant sent = Instant.now();
            for (int i = 0; i < 10; i++) {
                alice.send(datagram(bob, new byte[] {(byte) i}));
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(i, nextDatagram(bob)[0]);
            }
            assertTrue(Duration.between(sent, Instant.now()).compareTo(delay) >= 0);
        }
    }

    @Test
    void aConnectionIsClosedAtAChosenMessage() throws IOException {
        RelayFaults closing = new RelayFaults() {
            @Override
            public Fate fromClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
                return message[0] == 9 ? new Fate.Close() : Fate.PASS;
            }
        };
        try (RunningRelay relay = start(settings(), closing); RelayPeer alice = relay.peer(1)) {
            alice.wire().sendMessage(ping());
            assertInstanceOf(Received.Ended.class, alice.wire().receive(PATIENCE));
        }
    }

    @Test
    void aConnectionIsAcceptedAndNeverAnswered() throws IOException {
        RelayFaults halfOpen = new RelayFaults() {
            @Override
            public Fate ofConnection(InetSocketAddress client) {
                return new Fate.Drop();
            }
        };
        try (RunningRelay relay = start(settings(), halfOpen); WireClient wire = relay.dial()) {
            wire.send("GET /ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(Received.Silence.class, wire.receive(Duration.ofMillis(300)));
        }
    }

    @Test
    void clientsAreToldOfARestartBeforeTheirConnectionsEnd() throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1)) {
            RelayFrame.Restarting notice = new RelayFrame.Restarting(Duration.ofSeconds(2), Duration.ofSeconds(30));
            relay.server.closeForRestart(notice);
            assertEquals(Optional.of(notice), alice.next());
            assertInstanceOf(Received.Ended.class, alice.wire().receive(PATIENCE));
        }
    }

    @Test
    void clientsAreWarnedAndDisconnectedByName() throws IOException {
        try (RunningRelay relay = start(settings()); RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            relay.server.warn(new Clients(List.of(alice.id())), new RelayWarning(99, "tired"));
            assertEquals(Optional.of(new RelayFrame.Status(99)), alice.next());
            relay.server.disconnect(new Clients(List.of(alice.id())));
            assertInstanceOf(Received.Ended.class, alice.wire().receive(PATIENCE));
            bob.send(datagram(bob, new byte[] {1}));
            assertEquals(1, nextDatagram(bob)[0]);
        }
    }

    @Test
    void faultsBeginAndEndWhileTheRelayRuns() throws IOException {
        ActiveFaults faults = new ActiveFaults(new SplittableRandom(1));
        try (RunningRelay relay = start(settings().withAccessControl(faults.over(AccessControl.everyone())), faults);
                RelayPeer alice = relay.peer(1); RelayPeer bob = relay.peer(2)) {
            RelayFault deaf = new RelayFault.Silence(new Clients(List.of(alice.id())), Direction.FROM_CLIENTS);
            faults.begin(deaf);
            alice.send(datagram(bob, new byte[] {1}));
            bob.send(datagram(alice, new byte[] {2}));
            assertEquals(2, nextDatagram(alice)[0]);
            // Whatever alice sent before is read by now or behind it: a datagram of hers to herself marks the place.
            alice.send(datagram(alice, new byte[] {3}));
            assertEquals(Optional.empty(), alice.next(Duration.ofMillis(200)));
            faults.end(deaf);
            alice.send(datagram(bob, new byte[] {4}));
            assertEquals(4, nextDatagram(bob)[0]);
            faults.begin(new RelayFault.Deny(Clients.ALL));
            IOException denied = assertThrows(IOException.class, () -> relay.peer(3));
            assertTrue(denied.getMessage().contains("not authorized"), denied::getMessage);
        }
    }

    private static byte[] ping() {
        return new byte[] {9, 1, 2, 3, 4, 5, 6, 7, 8};
    }
}
