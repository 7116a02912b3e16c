package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.tls.Alert;
import dev.magicsock.tls.HandshakeProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Integration: two peers over UDP on the loopback interface, through unmodified kwik. */
@Timeout(120)
class RawKeyLoopbackIntegrationTest {

    /** "Fast" on a busy machine; kwik's own way of noticing takes three seconds at least. */
    private static final Duration AT_ONCE = Duration.ofMillis(2500);

    private static final QuicSettings IMPATIENT =
            new QuicSettings(Duration.ofSeconds(1), Duration.ofMillis(200), 1_000_000, 10, 10, false);

    @Test
    void bothSidesKnowWhomTheyTalkTo() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            PeerConnection server = Loopback.next(loopback.connected);

            assertEquals(Loopback.SERVER.id(), client.remote());
            assertEquals(Loopback.CLIENT.id(), server.remote());
            assertEquals(Loopback.ECHO, client.protocol());
            assertEquals(Loopback.ECHO, server.protocol());
        }
    }

    @Test
    void aMegabyteComesBackAsItWasSent() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            assertEchoes(client, 1_000_000);
        }
    }

    @Test
    void manyRequestsOnFreshConnectionsDoNotStall() throws Exception {
        try (Loopback loopback = new Loopback()) {
            for (int i = 0; i < 100; i++) {
                try (PeerConnection client = loopback.dial()) {
                    assertEchoes(client, 30_000);
                }
            }
        }
    }

    private static void assertEchoes(PeerConnection client, int bytes) throws Exception {
        byte[] sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        PeerStream stream = client.openStream();
        Thread writer = Thread.ofVirtual().start(() -> write(stream, sent));
        byte[] received;
        try (InputStream input = stream.input()) {
            received = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> input.readNBytes(bytes));
            assertEquals(-1, input.read(), "the end of the stream");
        }
        writer.join();
        assertArrayEquals(sent, received);
    }

    private static void write(PeerStream stream, byte[] content) {
        try (var output = stream.output()) {
            output.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerClosesSoonEvenIfStrayPacketsAreInItsTable() throws Exception {
        Loopback loopback = new Loopback();
        // An Initial packet that nobody can decrypt, as a late answer to a connection that is gone.
        byte[] stray = new byte[1200];
        stray[0] = (byte) 0xc0;
        stray[4] = 1;
        stray[5] = 8;
        try (DatagramSocket stranger = new DatagramSocket()) {
            stranger.send(new DatagramPacket(stray, stray.length, loopback.address()));
        }
        // Served later, so the stray packet is in the table by now.
        try (PeerConnection client = loopback.dial()) {
            assertEchoes(client, 1);
        }

        assertTimeoutPreemptively(Duration.ofSeconds(10), loopback::close);
    }

    @Test
    void aConnectionWithoutTrafficLives() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial(IMPATIENT)) {
            assertThrows(TimeoutException.class, () -> client.closed().get(2500, TimeUnit.MILLISECONDS));
            assertEchoes(client, 1);
        }
    }

    @Test
    void aConnectionWhosePeerIsGoneEnds() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial(IMPATIENT)) {
            PeerConnection server = Loopback.next(loopback.connected);
            loopback.socket.close();

            ConnectionClosed closed = client.closed().get(20, TimeUnit.SECONDS);

            assertTrue(closed.cause() == ConnectionClosed.Cause.IDLE_TIMEOUT
                    || closed.cause() == ConnectionClosed.Cause.LOST, closed.toString());
            assertEquals(Loopback.CLIENT.id(), server.remote());
        }
    }

    @Test
    void peersMeetOverIpv6() throws Exception {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
        try (Loopback loopback = new Loopback(socket); PeerConnection client = loopback.dial()) {
            assertEchoes(client, 10_000);
        }
    }

    @Test
    void datagramsGoBothWays() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            PeerConnection server = Loopback.next(loopback.connected);
            BlockingQueue<byte[]> atClient = new LinkedBlockingQueue<>();
            client.quic().setDatagramHandler(atClient::add);
            server.quic().setDatagramHandler(server.quic()::sendDatagram);

            client.quic().sendDatagram(new byte[] {1, 2, 3});

            assertArrayEquals(new byte[] {1, 2, 3}, Loopback.next(atClient));
        }
    }

    @Test
    void anotherServerThanTheOneDialledIsRefusedByNameOnBothSides() throws Exception {
        try (Loopback loopback = new Loopback()) {
            EndpointId absent = Loopback.key(3).id();

            HandshakeFailedException here = assertFailsAtOnce(loopback, absent, List.of(Loopback.ECHO));

            assertEquals(Optional.of(HandshakeProblem.WRONG_SERVER_ID), here.problem());
            HandshakeFailedException there = Loopback.next(loopback.refused).why();
            assertEquals(Optional.of(Alert.UNKNOWN_CA), there.peerAlert());
            assertTrue(loopback.connected.isEmpty());
        }
    }

    @Test
    void anApplicationProtocolThatIsNotServedIsRefusedByNameOnBothSides() throws Exception {
        try (Loopback loopback = new Loopback()) {
            HandshakeFailedException here = assertFailsAtOnce(loopback, Loopback.SERVER.id(), List.of("test/other/0"));

            assertEquals(Optional.of(Alert.NO_APPLICATION_PROTOCOL), here.peerAlert());
            HandshakeFailedException there = Loopback.next(loopback.refused).why();
            assertEquals(Optional.of(HandshakeProblem.NO_COMMON_PROTOCOL), there.problem());
        }
    }

    private static HandshakeFailedException assertFailsAtOnce(Loopback loopback, EndpointId id,
                                                              List<String> protocols) {
        RawKeyClient client = new RawKeyClient(Loopback.CLIENT, QuicSettings.defaults(), Loopback.RANDOM);
        return assertTimeoutPreemptively(AT_ONCE, () -> assertThrows(HandshakeFailedException.class, () ->
                client.connect(id, protocols, loopback.address(), to -> new DatagramSocket(), Loopback.TIMEOUT)));
    }

    @Test
    void noAnswerIsATimeoutAndSaysSo() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            RawKeyClient client = new RawKeyClient(Loopback.CLIENT, QuicSettings.defaults(), Loopback.RANDOM);

            HandshakeFailedException failure = assertThrows(HandshakeFailedException.class, () ->
                    client.connect(Loopback.SERVER.id(), List.of(Loopback.ECHO),
                            (InetSocketAddress) silent.getLocalSocketAddress(), to -> new DatagramSocket(),
                            Duration.ofMillis(300)));

            assertTrue(failure.getMessage().contains("timed out"), failure.getMessage());
            assertTrue(failure.problem().isEmpty());
            assertTrue(failure.peerAlert().isEmpty());
        }
    }

    @Test
    void closingTellsTheOtherSideTheCodeAndTheReason() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection client = loopback.dial()) {
            PeerConnection server = Loopback.next(loopback.connected);

            client.close(42, "enough");

            ConnectionClosed closed = server.closed().get();
            assertTrue(closed.byPeer());
            assertEquals(42, closed.applicationError().getAsLong());
            assertEquals("enough", closed.reason());
            assertThrows(IOException.class, server::acceptStream);
        }
    }
}
