package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.core.RemoteSnapshot;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.mapped.MappedAddresses;
import dev.magicsock.path.PathId;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.socket.HubBuilder;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.RelayDatagramSocket;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints on real sockets against the real relay server, all on loopback. */
@Timeout(90)
class MagicSocketHubIntegrationTest {

    private static final InetSocketAddress ANY_PORT = SocketAddresses.parse("127.0.0.1:0");
    private static final int PATIENCE_SECONDS = 30;

    private final List<AutoCloseable> made = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : made.reversed()) {
            each.close();
        }
    }

    @Test
    void datagramsCrossBothWaysThroughARelay() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test"));
        Endpoint alice = endpoint(relay, new RelayOnly());
        Endpoint bob = endpoint(relay, new RelayOnly());
        MagicSocket client = alice.dial(bob, relay);
        MagicSocket server = bob.hub.openServerSocket();
        bob.await(Observation.RelayConnected.class);

        send(client, initial("alice-id", "hello"));
        InetSocketAddress seen = expect(server, "hello");
        send(server, seen, initial("bob-id", "welcome"));
        send(server, seen, answer("alice-id", "welcome"));

        expect(client, "welcome");
        assertTrue(MappedAddresses.isMapped(seen.getAddress()));
        assertEquals(alice.hub.id(), bob.hub.endpointOf(seen).orElseThrow());
        assertEquals(0, alice.hub.counters().get(SocketCounter.SEND_IPV4));
        assertTrue(alice.hub.counters().get(SocketCounter.SEND_RELAY) > 0);
    }

    @Test
    void aRelayedPairBecomesDirect() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test"));
        Endpoint alice = endpoint(relay, new CallMeMaybePunch());
        Endpoint bob = endpoint(relay, new CallMeMaybePunch());
        MagicSocket client = alice.dial(bob, relay);
        MagicSocket server = bob.hub.openServerSocket();
        // A relay drops what is for somebody who is not there yet.
        bob.await(Observation.RelayConnected.class);

        send(client, initial("alice-id", "hello"));
        expect(server, "hello");
        alice.await(Observation.PathSelected.class, it -> it.path().kind().isDirect());
        bob.await(Observation.PathSelected.class, it -> it.path().kind().isDirect());
        send(client, answer("bob-id", "direct"));

        expect(server, "direct");
        RemoteSnapshot snapshot = alice.hub.remote(bob.hub.id()).orElseThrow();
        // Whether any of it went through the relay depends on who was faster.
        assertTrue(snapshot.directBytesSent() > 0, "it went on directly");
        assertTrue(snapshot.selected().orElseThrow() instanceof PathId.Direct);
    }

    @Test
    void aRelayBehindTlsIsReachedByWhoeverTrustsIt() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test")
                .withTls(TlsIdentity.selfSigned(Instant.now())));
        Endpoint alice = endpoint(builder(relay, new RelayOnly()).relayTls(TrustsEverybody.context()));
        Endpoint bob = endpoint(builder(relay, new RelayOnly()).relayTls(TrustsEverybody.context()));
        MagicSocket client = alice.dial(bob, relay);
        MagicSocket server = bob.hub.openServerSocket();
        bob.await(Observation.RelayConnected.class);

        send(client, initial("alice-id", "secret"));

        expect(server, "secret");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test")
                .withTls(TlsIdentity.selfSigned(Instant.now())));
        Endpoint alice = endpoint(relay, new RelayOnly());

        Observation.RelayLost lost = alice.await(Observation.RelayLost.class);

        assertTrue(lost.reason().contains("certif"), lost.reason());
    }

    @Test
    void aTokenOpensARelayAndItsLackIsTold() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test")
                .withAccessControl(AccessControl.tokens(List.of("sesame"))));
        Endpoint alice = endpoint(builder(relay, new RelayOnly()).relayToken("sesame"));
        Endpoint mallory = endpoint(relay, new RelayOnly());

        alice.await(Observation.RelayConnected.class);

        assertTrue(mallory.await(Observation.RelayLost.class).reason().contains("denied"));
    }

    @Test
    void aRelayThatComesBackIsUsedAgain() throws Exception {
        RelayServer first = RelayServer.start(RelayServerSettings.plain(ANY_PORT, "test"));
        InetSocketAddress address = first.address();
        RelayUrl relay = RelayUrl.parse("http://127.0.0.1:" + address.getPort());
        Endpoint alice = endpoint(relay, new RelayOnly());
        Endpoint bob = endpoint(relay, new RelayOnly());
        MagicSocket client = alice.dial(bob, relay);
        MagicSocket server = bob.hub.openServerSocket();
        bob.await(Observation.RelayConnected.class);
        alice.await(Observation.RelayConnected.class);

        first.close();
        alice.await(Observation.RelayLost.class);
        bob.await(Observation.RelayLost.class);
        start(RelayServerSettings.plain(address, "test"));
        alice.await(Observation.RelayConnected.class);
        bob.await(Observation.RelayConnected.class);
        send(client, initial("alice-id", "back again"));

        expect(server, "back again");
    }

    @Test
    void aHostThatIsNoRelayIsReportedAndTriedAgain() throws Exception {
        RelayServer gone = RelayServer.start(RelayServerSettings.plain(ANY_PORT, "test"));
        RelayUrl relay = RelayUrl.parse("http://127.0.0.1:" + gone.address().getPort());
        gone.close();
        Endpoint alice = endpoint(relay, new RelayOnly());

        alice.await(Observation.RelayLost.class);

        assertTrue(alice.await(Observation.RelayLost.class).reason().contains("refused"));
    }

    @Test
    void closingLeavesNoThreadOfARelayConnection() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test"));
        Endpoint alice = endpoint(relay, new RelayOnly());
        alice.await(Observation.RelayConnected.class);

        alice.hub.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("WebSocket") && !before.contains(thread)) {
                assertTrue(thread.join(Duration.ofSeconds(PATIENCE_SECONDS)), () -> thread + " goes on");
            }
        }
    }

    @Test
    void aRelayConnectionAloneIsADatagramSocket() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test"));
        SecretKey aliceKey = SecretKey.generate(new SplittableRandom(1));
        SecretKey bobKey = SecretKey.generate(new SplittableRandom(2));
        RelayDatagramSocket alice = RelayDatagramSocket.open(aliceKey, relay);
        RelayDatagramSocket bob = RelayDatagramSocket.open(bobKey, relay);
        made.add(alice);
        made.add(bob);
        assertTrue(alice.awaitRelay(Duration.ofSeconds(PATIENCE_SECONDS)));
        assertTrue(bob.awaitRelay(Duration.ofSeconds(PATIENCE_SECONDS)));

        send(alice, alice.addressOf(bobKey.id()), new byte[] {0x01, 2, 3});
        for (int i = 0; i < 100; i++) {
            send(alice, alice.addressOf(bobKey.id()), initial("alice-id", "number " + i));
        }

        for (int i = 0; i < 100; i++) {
            assertEquals(aliceKey.id(), bob.endpointOf(expect(bob, "number " + i)).orElseThrow());
        }
        send(bob, bob.addressOf(aliceKey.id()), answer("alice-id", "back"));
        assertEquals(alice.addressOf(bobKey.id()), expect(alice, "back"));
        assertEquals(1, bob.dropped(), "what is no QUIC");
    }

    @Test
    void aClosedRelaySocketLeavesTheRelayAndNoThread() throws Exception {
        RelayUrl relay = start(RelayServerSettings.plain(ANY_PORT, "test"));
        RelayDatagramSocket alice = RelayDatagramSocket.open(SecretKey.generate(new SplittableRandom(1)), relay);
        assertTrue(alice.awaitRelay(Duration.ofSeconds(PATIENCE_SECONDS)));

        alice.close();

        assertFalse(alice.awaitRelay(Duration.ofSeconds(PATIENCE_SECONDS)));
        assertThrows(SocketException.class, () -> alice.receive(new DatagramPacket(new byte[1], 1)));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // A thread that was told to end may take a moment on a busy machine.
            assertTrue(!thread.getName().startsWith("WebSocket") || thread.join(Duration.ofSeconds(PATIENCE_SECONDS)),
                    thread.getName());
        }
    }

    private RelayUrl start(RelayServerSettings settings) throws IOException {
        RelayServer server = RelayServer.start(settings);
        made.add(server);
        String scheme = settings.tls().isPresent() ? "https" : "http";
        return RelayUrl.parse(scheme + "://127.0.0.1:" + server.address().getPort());
    }

    private static HubBuilder builder(RelayUrl relay, PunchStrategy strategy) {
        return MagicSocketHub.builder().bindAddresses(List.of(ANY_PORT))
                .config(MagicSockConfig.builder().relays(List.of(relay)).strategy(strategy).build());
    }

    private Endpoint endpoint(RelayUrl relay, PunchStrategy strategy) throws IOException {
        return endpoint(builder(relay, strategy));
    }

    private Endpoint endpoint(HubBuilder builder) throws IOException {
        LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();
        MagicSocketHub hub = builder.listener((observation, _) -> heard.add(observation)).bind();
        made.add(hub);
        return new Endpoint(hub, heard);
    }

    /** One endpoint and what it told so far. */
    private record Endpoint(MagicSocketHub hub, LinkedBlockingQueue<Observation> heard) {

        MagicSocket dial(Endpoint other, RelayUrl relay) throws IOException {
            return hub.openClientSocket(new EndpointAddr(other.hub.id(), List.of(relay), List.of()));
        }

        <T extends Observation> T await(Class<T> kind) throws InterruptedException {
            return await(kind, _ -> true);
        }

        <T extends Observation> T await(Class<T> kind, Predicate<T> which) throws InterruptedException {
            for (;;) {
                Observation next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
                if (kind.isInstance(next) && which.test(kind.cast(next))) {
                    return kind.cast(next);
                }
            }
        }
    }

    /** A QUIC long header to an invented id. */
    private static byte[] initial(String sourceId, String text) {
        byte[] source = sourceId.getBytes(StandardCharsets.US_ASCII);
        byte[] rest = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(15 + source.length + rest.length).put((byte) 0xC3).putInt(1)
                .put((byte) 8).putLong(7_777_777_777L).put((byte) source.length).put(source).put(rest).array();
    }

    /** A QUIC short header. */
    private static byte[] answer(String destinationId, String text) {
        return ("C" + destinationId + text).getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(DatagramSocket from, byte[] payload) throws IOException {
        from.send(new DatagramPacket(payload, payload.length));
    }

    private static void send(DatagramSocket from, InetSocketAddress to, byte[] payload) throws IOException {
        from.send(new DatagramPacket(payload, payload.length, to));
    }

    private static InetSocketAddress expect(DatagramSocket at, String ending) throws IOException {
        at.setSoTimeout(PATIENCE_SECONDS * 1000);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        at.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        assertTrue(text.endsWith(ending), text);
        return (InetSocketAddress) packet.getSocketAddress();
    }
}
