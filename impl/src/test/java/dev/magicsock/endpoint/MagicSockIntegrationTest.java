package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.endpoint.EndpointEvent.Direction;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.PathState;
import dev.magicsock.quic.HandshakeFailedException;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.tls.Alert;
import dev.magicsock.tls.HandshakeProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two endpoints on the loopback interface, used as an application does. */
@Timeout(60)
class MagicSockIntegrationTest {

    private static final String PROTOCOL = "test/echo/0";
    private static final int PATIENCE_SECONDS = 30;

    private final List<MagicSock> made = new ArrayList<>();
    private final BlockingQueue<EndpointEvent> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() {
        made.forEach(MagicSock::close);
    }

    @Test
    void bothSidesOpenStreamsAndKnowEachOther() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        try (Connection dialled = alice.connect(bob.address(), PROTOCOL)) {
            Connection accepted = bob.accept();

            assertEquals(bob.id(), dialled.remote());
            assertEquals(alice.id(), accepted.remote());
            assertEquals(PROTOCOL, accepted.protocol());
            assertEchoes(dialled, accepted);
            assertEchoes(accepted, dialled);
        }
    }

    @Test
    void theAddressNamesNoWildcard() throws Exception {
        MagicSock alice = endpoint(1);
        assertEquals(alice.boundAddresses(), alice.address().directAddresses());
        assertEquals(alice.id(), alice.address().id());
        assertEquals(Optional.empty(), alice.homeRelay());
    }

    @Test
    void oneRemoteBothDialsAndIsDialled() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        try (Connection toBob = alice.connect(bob.address(), PROTOCOL);
                Connection toAlice = bob.connect(alice.address(), PROTOCOL)) {
            Connection fromAlice = bob.accept();
            Connection fromBob = alice.accept();

            assertEchoes(toBob, fromAlice);
            assertEchoes(toAlice, fromBob);
            assertEchoes(fromBob, toAlice);
        }
    }

    @Test
    void datagramsGoBothWaysAndEndWithTheConnection() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        Connection dialled = alice.connect(bob.address(), PROTOCOL);
        Connection accepted = bob.accept();
        int max = dialled.maxDatagramBytes().orElseThrow();

        dialled.sendDatagram(new byte[max]);
        assertEquals(max, accepted.receiveDatagram().length);
        accepted.sendDatagram(new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, dialled.receiveDatagram());
        assertThrows(IllegalArgumentException.class, () -> dialled.sendDatagram(new byte[max + 1]));

        dialled.close();
        assertThrows(IOException.class, accepted::receiveDatagram);
        assertThrows(IOException.class, accepted::receiveDatagram);
        assertEquals(0, accepted.droppedDatagrams());
    }

    @Test
    void anotherEndpointThanTheOneDialledIsRefusedAtOnce() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        EndpointAddr wrong = new EndpointAddr(key(3).id(), List.of(), bob.address().directAddresses());

        HandshakeFailedException refused = assertThrows(HandshakeFailedException.class,
                () -> alice.connect(wrong, PROTOCOL));

        assertEquals(Optional.of(HandshakeProblem.WRONG_SERVER_ID), refused.problem());
        // Nobody else suffers.
        try (Connection right = alice.connect(bob.address(), PROTOCOL)) {
            assertEchoes(right, bob.accept());
        }
    }

    @Test
    void aProtocolThatTheRemoteDoesNotServeIsRefusedAtOnce() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);

        HandshakeFailedException refused = assertThrows(HandshakeFailedException.class,
                () -> alice.connect(bob.address(), "test/other/0"));

        assertEquals(Optional.of(Alert.NO_APPLICATION_PROTOCOL), refused.peerAlert());
    }

    @Test
    void aRemoteThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
        MagicSock alice = add(loopback(1).connectTimeout(Duration.ofMillis(300)).bind());
        EndpointAddr nobody = new EndpointAddr(key(3).id(), List.of(), List.of(SocketAddresses.parse("127.0.0.1:9")));

        assertThrows(HandshakeFailedException.class, () -> alice.connect(nobody, PROTOCOL));
    }

    @Test
    void wrongUseIsNamed() throws Exception {
        MagicSock alice = add(MagicSock.builder().bindIpv4(SocketAddresses.parse("127.0.0.1:0")).bind());

        assertThrows(IllegalStateException.class, alice::accept);
        assertThrows(IllegalArgumentException.class, () -> alice.connect(alice.address(), PROTOCOL));
        assertThrows(IllegalArgumentException.class,
                () -> MagicSock.builder().bindIpv4(SocketAddresses.parse("[::1]:0")));
        assertThrows(IllegalArgumentException.class,
                () -> MagicSock.builder().bindIpv6(SocketAddresses.parse("127.0.0.1:0")));
        assertThrows(IllegalArgumentException.class, () -> MagicSock.builder().connectTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> loopback(2).protocols(List.of("")).bind());
        assertThrows(BindException.class,
                () -> MagicSock.builder().bindIpv4(alice.boundAddresses().getFirst()).bind());
    }

    @Test
    void listenersHearOfConnectionsAndPathsWithTheirRoundTrips() throws Exception {
        MagicSock alice = add(loopback(1).listener((event, _) -> heard.add(event)).bind());
        MagicSock bob = endpoint(2);
        Connection connection = alice.connect(bob.address(), PROTOCOL);
        assertEchoes(connection, bob.accept());

        EndpointEvent.PathSelected selected = await(EndpointEvent.PathSelected.class);
        assertEquals(bob.id(), selected.remote());
        assertTrue(selected.path().kind().isDirect());
        assertTrue(selected.roundTrip().orElseThrow().compareTo(Duration.ofSeconds(5)) < 0);
        RemoteInfo info = alice.remoteInfo(bob.id()).orElseThrow();
        assertEquals(Optional.of(selected.path()), info.selected());
        assertTrue(info.roundTrip().isPresent());
        assertTrue(info.directBytesSent() > 100_000, info::toString);
        assertEquals(0, info.relayBytesSent());
        KnownPath used = info.paths().stream().filter(KnownPath::selected).findFirst().orElseThrow();
        assertEquals(selected.path(), used.path());
        assertEquals(PathState.VALIDATED, used.state());
        assertFalse(used.inDoubt());
        assertTrue(used.roundTrip().orElseThrow().compareTo(Duration.ofSeconds(5)) < 0);
        assertTrue(used.silence().orElseThrow().compareTo(Duration.ofSeconds(30)) < 0, info::toString);
        assertEquals(Optional.empty(), alice.remoteInfo(key(3).id()));

        connection.close(7, "enough");
        EndpointEvent.Closed closed = await(EndpointEvent.Closed.class);
        assertEquals(7, closed.how().applicationError().orElseThrow());
    }

    @Test
    void aListenerThatFailsDisturbsNobody() throws Exception {
        MagicSock alice = add(loopback(1).listener((_, _) -> {
            throw new IllegalStateException("on purpose");
        }).listener((event, _) -> heard.add(event)).bind());
        MagicSock bob = endpoint(2);
        try (Connection connection = alice.connect(bob.address(), PROTOCOL)) {
            assertEchoes(connection, bob.accept());
        }
        assertEquals(new EndpointEvent.Connected(bob.id(), PROTOCOL, Direction.DIALLED),
                await(EndpointEvent.Connected.class));
    }

    @Test
    void closingTellsRemotesAndFreesWhoeverWaits() throws Exception {
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        Connection dialled = alice.connect(bob.address(), PROTOCOL);
        Connection accepted = bob.accept();
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(
                () -> assertThrows(IOException.class, alice::accept));

        alice.close();
        alice.close();

        waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(accepted.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS).byPeer());
        assertTrue(dialled.closed().isDone());
        assertThrows(IOException.class, () -> alice.connect(bob.address(), PROTOCOL));
        assertThrows(IOException.class, alice::accept);
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        MagicSock alice = endpoint(1);
        MagicSock bob = endpoint(2);
        assertEchoes(alice.connect(bob.address(), PROTOCOL), bob.accept());

        alice.close();
        bob.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !thread.getName().startsWith("ForkJoinPool")) {
                assertTrue(thread.join(Duration.ofSeconds(5)), () -> "still alive: " + thread);
            }
        }
    }

    private MagicSock endpoint(int seed) throws IOException {
        return add(loopback(seed).bind());
    }

    private MagicSock add(MagicSock endpoint) {
        made.add(endpoint);
        return endpoint;
    }

    private static MagicSockBuilder loopback(int seed) {
        return MagicSock.builder().secretKey(key(seed)).bindIpv4(SocketAddresses.parse("127.0.0.1:0"))
                .protocols(List.of(PROTOCOL));
    }

    private static SecretKey key(int seed) {
        return SecretKey.generate(new SplittableRandom(seed));
    }

    private <T extends EndpointEvent> T await(Class<T> kind) throws InterruptedException {
        for (;;) {
            EndpointEvent next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(next, "heard nothing of " + kind.getSimpleName());
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    private static void assertEchoes(Connection from, Connection to) throws Exception {
        byte[] sent = new byte[150_000];
        new SplittableRandom(sent.length).nextBytes(sent);
        CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(to));
        PeerStream stream = from.openStream();
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(stream));
        try (OutputStream output = stream.output()) {
            output.write(sent);
        }
        assertArrayEquals(sent, received.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        echo.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void echo(Connection connection) {
        try {
            PeerStream stream = connection.acceptStream();
            try (OutputStream output = stream.output()) {
                stream.input().transferTo(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] readAll(PeerStream stream) {
        try {
            return stream.input().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
