package dev.magicsock.relaystub.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.punch.RelayOnly;
import dev.magicsock.quic.ConnectionClosed;
import dev.magicsock.quic.ConnectionHandler;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.quic.QuicSettings;
import dev.magicsock.quic.RawKeyClient;
import dev.magicsock.quic.RawKeyServer;
import dev.magicsock.socket.HubBuilder;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.impl.QuicConnectionImpl;

/** Real kwik over real endpoints and a real relay, all on loopback. */
@Timeout(120)
class QuicOverHubIntegrationTest {

    private static final InetSocketAddress ANY_PORT = SocketAddresses.parse("127.0.0.1:0");
    /** What is advertised instead of the real address, so that all direct traffic has to go through the proxy. */
    private static final InetSocketAddress NOBODY = SocketAddresses.parse("127.0.0.1:9");
    private static final String ECHO = "test/echo/0";
    private static final int PATIENCE_SECONDS = 30;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<AutoCloseable> made = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : made.reversed()) {
            each.close();
        }
    }

    @Test
    void aMegabyteIsEchoedDirectly() throws Exception {
        Endpoint alice = new Endpoint(1, loopback(MagicSockConfig.builder().build()));
        Endpoint bob = new Endpoint(2, loopback(MagicSockConfig.builder().build()));
        bob.serve();

        try (PeerConnection connection = alice.dial(bob, List.of(), bob.hub.boundAddresses())) {
            assertEquals(bob.key.id(), connection.remote());
            echo(connection, 1 << 20);
        }
    }

    @Test
    void aMegabyteIsEchoedThroughARelay() throws Exception {
        RelayUrl relay = startRelay();
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(relay)).strategy(new RelayOnly()).build();
        Endpoint alice = new Endpoint(1, loopback(config));
        Endpoint bob = new Endpoint(2, loopback(config));
        bob.serve();
        bob.await(Observation.RelayConnected.class);

        try (PeerConnection connection = alice.dial(bob, List.of(relay), List.of())) {
            echo(connection, 1 << 20);
        }
    }

    @Test
    void bothDialEachOtherAtOnce() throws Exception {
        Endpoint alice = new Endpoint(1, loopback(MagicSockConfig.builder().build()));
        Endpoint bob = new Endpoint(2, loopback(MagicSockConfig.builder().build()));
        alice.serve();
        bob.serve();

        try (PeerConnection toBob = alice.dial(bob, List.of(), bob.hub.boundAddresses());
                PeerConnection toAlice = bob.dial(alice, List.of(), alice.hub.boundAddresses());
                PeerConnection toBobAgain = alice.dial(bob, List.of(), bob.hub.boundAddresses())) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> echo(toAlice, 300_000));
            echo(toBob, 300_000);
            echo(toBobAgain, 300_000);
            other.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTransferSurvivesTheLossAndReturnOfTheDirectPath() throws Exception {
        RelayUrl relay = startRelay();
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(relay))
                .configuredAddresses(List.of(NOBODY)).build();
        Endpoint bob = new Endpoint(2, withoutInterfaces(config));
        UdpProxy proxy = new UdpProxy(bob.hub.boundAddresses().getFirst());
        made.add(proxy);
        Endpoint alice = new Endpoint(1, withoutInterfaces(config));
        bob.serve();
        bob.await(Observation.RelayConnected.class);

        try (PeerConnection connection = alice.dial(bob, List.of(relay), List.of(proxy.address()))) {
            alice.awaitDirect();
            echo(connection, 300_000);
            proxy.lose(true);
            echo(connection, 300_000);
            alice.await(Observation.PathDoubted.class);
            assertTrue(alice.hub.counters().get(SocketCounter.SEND_RELAY) > 0);
            proxy.lose(false);
            alice.await(Observation.PathTrusted.class);
            echo(connection, 300_000);
        }
    }

    @Test
    void aConnectionWhoseSocketFailsEndsAlone() throws Exception {
        Endpoint alice = new Endpoint(1, loopback(MagicSockConfig.builder().build()));
        Endpoint bob = new Endpoint(2, loopback(MagicSockConfig.builder().build()));
        bob.serve();
        EndpointAddr address = new EndpointAddr(bob.key.id(), List.of(), bob.hub.boundAddresses());
        MagicSocket broken = alice.hub.openClientSocket(address);

        try (PeerConnection unharmed = alice.dial(bob, List.of(), bob.hub.boundAddresses());
                PeerConnection ending = alice.dial(bob, broken)) {
            broken.close();

            assertEquals(ConnectionClosed.Cause.SOCKET,
                    ending.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS).cause());
            echo(unharmed, 100_000);
        }
    }

    @Test
    void aConnectionThatKwikBreaksLeavesTheOthersOfItsEndpointAlone() throws Exception {
        Endpoint alice = new Endpoint(1, loopback(MagicSockConfig.builder().build()));
        Endpoint bob = new Endpoint(2, loopback(MagicSockConfig.builder().build()));
        bob.serve();

        try (PeerConnection unharmed = alice.dial(bob, List.of(), bob.hub.boundAddresses());
                PeerConnection broken = alice.dial(bob, List.of(), bob.hub.boundAddresses())) {
            ((QuicConnectionImpl) broken.quic()).addAckFrameReceivedListener((frame, space, at) -> {
                throw new IllegalStateException("injected into the thread that handles packets");
            });
            broken.openStream().output().write(1);

            ConnectionClosed how = broken.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(how.cause() == ConnectionClosed.Cause.SOCKET
                    || how.cause() == ConnectionClosed.Cause.BREAKDOWN, how::toString);
            echo(unharmed, 100_000);
            try (PeerConnection another = alice.dial(bob, List.of(), bob.hub.boundAddresses())) {
                echo(another, 100_000);
            }
        }
    }

    @Test
    void socketsClosedBeneathARunningEndpointAreReplacedAndEveryConnectionGoesOn() throws Exception {
        Endpoint alice = new Endpoint(1, loopback(MagicSockConfig.builder().build()));
        Endpoint bob = new Endpoint(2, loopback(MagicSockConfig.builder().build()));
        Endpoint carol = new Endpoint(3, loopback(MagicSockConfig.builder().build()));
        bob.serve();
        carol.serve();

        try (PeerConnection toBob = alice.dial(bob, List.of(), bob.hub.boundAddresses());
                PeerConnection toCarol = alice.dial(carol, List.of(), carol.hub.boundAddresses())) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> echo(toCarol, 2_000_000));
            closeSocketsOf(alice);
            echo(toBob, 2_000_000);
            other.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            echo(toCarol, 100_000);

            assertTrue(alice.hub.counters().get(SocketCounter.REBINDS) > 0);
            assertFalse(toBob.closed().isDone() || toCarol.closed().isDone());
        }
    }

    @Test
    void throughARelayConnectionsGoOnWhileTheSocketsAreReplaced() throws Exception {
        RelayUrl relay = startRelay();
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(relay)).build();
        Endpoint alice = new Endpoint(1, loopback(config));
        Endpoint bob = new Endpoint(2, loopback(config));
        Endpoint carol = new Endpoint(3, loopback(MagicSockConfig.builder().relays(List.of(relay))
                .strategy(new RelayOnly()).build()));
        bob.serve();
        carol.serve();
        bob.await(Observation.RelayConnected.class);
        carol.await(Observation.RelayConnected.class);

        try (PeerConnection toBob = alice.dial(bob, List.of(relay), bob.hub.boundAddresses());
                PeerConnection toCarol = alice.dial(carol, List.of(relay), List.of())) {
            alice.awaitDirect();
            closeSocketsOf(alice);
            CompletableFuture<Void> relayed = CompletableFuture.runAsync(() -> echo(toCarol, 300_000));
            echo(toBob, 300_000);
            relayed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            alice.awaitDirect();

            assertTrue(alice.hub.counters().get(SocketCounter.REBINDS) > 0);
            echo(toBob, 100_000);
        }
    }

    /** From below, as nobody who uses a hub can: an interrupt might, or a mistake. */
    private static void closeSocketsOf(Endpoint endpoint) throws ReflectiveOperationException {
        Field driver = MagicSocketHub.class.getDeclaredField("driver");
        driver.setAccessible(true);
        Method readable = driver.getType().getDeclaredMethod("readable");
        readable.setAccessible(true);
        for (Object socket : (Object[]) readable.invoke(driver.get(endpoint.hub))) {
            Method close = socket.getClass().getDeclaredMethod("close");
            close.setAccessible(true);
            close.invoke(socket);
        }
    }

    @Test
    void aRelayThatDiesLeavesDirectConnectionsAlone() throws Exception {
        RelayServer server = RelayServer.start(RelayServerSettings.plain(ANY_PORT, "test"));
        RelayUrl relay = urlOf(server);
        MagicSockConfig config = MagicSockConfig.builder().relays(List.of(relay)).build();
        Endpoint alice = new Endpoint(1, loopback(config));
        Endpoint bob = new Endpoint(2, loopback(config));
        bob.serve();
        bob.await(Observation.RelayConnected.class);

        try (PeerConnection connection = alice.dial(bob, List.of(relay), bob.hub.boundAddresses())) {
            alice.awaitDirect();
            server.close();
            alice.await(Observation.RelayLost.class);

            echo(connection, 100_000);
            assertFalse(connection.closed().isDone());
        }
    }

    private RelayUrl startRelay() throws IOException {
        RelayServer server = RelayServer.start(RelayServerSettings.plain(ANY_PORT, "test"));
        made.add(server);
        return urlOf(server);
    }

    private static RelayUrl urlOf(RelayServer server) {
        return RelayUrl.parse("http://127.0.0.1:" + server.address().getPort());
    }

    private static HubBuilder loopback(MagicSockConfig config) {
        return MagicSocketHub.builder().bindAddresses(List.of(ANY_PORT)).config(config);
    }

    private static HubBuilder withoutInterfaces(MagicSockConfig config) {
        return loopback(config).interfaces(List::of);
    }

    /** A hub with what QUIC needs above it. */
    private final class Endpoint {

        private final SecretKey key;
        private final MagicSocketHub hub;
        private final LinkedBlockingQueue<Observation> heard = new LinkedBlockingQueue<>();

        Endpoint(int seed, HubBuilder builder) throws IOException {
            key = SecretKey.generate(new SplittableRandom(seed));
            hub = builder.key(key).listener((observation, _) -> heard.add(observation)).bind();
            made.add(hub);
        }

        void serve() throws IOException {
            made.add(RawKeyServer.start(key, List.of(ECHO), hub.openServerSocket(), QuicSettings.defaults(), RANDOM,
                    new Echo()));
        }

        PeerConnection dial(Endpoint other, List<RelayUrl> relays, List<InetSocketAddress> addresses)
                throws IOException {
            return dial(other, hub.openClientSocket(new EndpointAddr(other.key.id(), relays, addresses)));
        }

        PeerConnection dial(Endpoint other, MagicSocket socket) throws IOException {
            return new RawKeyClient(key, QuicSettings.defaults(), RANDOM).connect(other.key.id(), List.of(ECHO),
                    (InetSocketAddress) socket.getRemoteSocketAddress(), _ -> socket,
                    Duration.ofSeconds(PATIENCE_SECONDS));
        }

        void awaitDirect() throws InterruptedException {
            while (!await(Observation.PathSelected.class).path().kind().isDirect()) {
                // The relay comes first as a rule.
            }
        }

        <T extends Observation> T await(Class<T> kind) throws InterruptedException {
            for (;;) {
                Observation next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertTrue(next != null, "heard nothing of " + kind.getSimpleName());
                if (kind.isInstance(next)) {
                    return kind.cast(next);
                }
            }
        }
    }

    private static void echo(PeerConnection connection, int bytes) {
        byte[] sent = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(sent);
        try {
            PeerStream stream = connection.openStream();
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(stream));
            try (OutputStream output = stream.output()) {
                output.write(sent);
            }
            assertArrayEquals(sent, received.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] readAll(PeerStream stream) {
        try (InputStream input = stream.input()) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends every stream back. */
    private static final class Echo implements ConnectionHandler {

        @Override
        public void connected(PeerConnection connection) {
            Thread.ofVirtual().start(() -> serve(connection));
        }

        private void serve(PeerConnection connection) {
            try {
                for (;;) {
                    PeerStream stream = connection.acceptStream();
                    Thread.ofVirtual().start(() -> echo(stream));
                }
            } catch (IOException | InterruptedException ended) {
                // The client has seen enough.
            }
        }

        private void echo(PeerStream stream) {
            try (InputStream input = stream.input(); OutputStream output = stream.output()) {
                input.transferTo(output);
            } catch (IOException ended) {
                // The client notices what is missing.
            }
        }
    }
}
