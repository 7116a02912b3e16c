package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.tls.Alert;
import dev.magicsock.tls.ClientHandshake;
import dev.magicsock.tls.HandshakeLevel;
import dev.magicsock.tls.HandshakeProblem;
import dev.magicsock.tls.KeyLog;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.impl.QuicClientConnectionImpl;

/** Integration: clients and sockets that misbehave, over UDP on the loopback interface. */
@Timeout(60)
class HostilePeerIntegrationTest {

    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final byte[] EMPTY_CERTIFICATE = HexFormat.of().parseHex("0b00000400000000");

    @Test
    void aClientThatPresentsNoKeyIsRefusedByNameOnBothSides() throws Exception {
        assertRefused(message -> message[0] == CERTIFICATE ? EMPTY_CERTIFICATE : message,
                HandshakeProblem.NO_CLIENT_KEY, Alert.CERTIFICATE_REQUIRED);
    }

    @Test
    void aClientWhoseSignatureWasChangedIsRefusedByNameOnBothSides() throws Exception {
        assertRefused(message -> {
            byte[] changed = message.clone();
            changed[changed.length - 1] ^= (byte) (message[0] == CERTIFICATE_VERIFY ? 1 : 0);
            return changed;
        }, HandshakeProblem.BAD_SIGNATURE, Alert.DECRYPT_ERROR);
    }

    private static void assertRefused(Lie lie, HandshakeProblem problem, Alert alert) throws Exception {
        try (Loopback loopback = new Loopback()) {
            CompletableFuture<ConnectionClosed> closed = new CompletableFuture<>();
            QuicClientConnectionImpl connection = connection(loopback);
            connection.setConnectionListener(event -> closed.complete(ConnectionClosed.of(event)));
            new LyingClient(connection, lie);

            connectOrNot(connection);

            assertEquals(Optional.of(problem), Loopback.next(loopback.refused).why().problem());
            ConnectionClosed seen = closed.get(20, TimeUnit.SECONDS);
            assertTrue(seen.byPeer());
            assertEquals(Optional.of(alert), seen.alert());
            assertTrue(loopback.connected.isEmpty());
        }
    }

    /** The client is done before the server looks at its key, but may be told of the refusal before it notices. */
    private static void connectOrNot(QuicClientConnectionImpl connection) {
        try {
            connection.connect();
        } catch (IOException refusedAlready) {
            assertTrue(refusedAlready.getMessage().startsWith("Handshake error"), refusedAlready.getMessage());
        }
    }

    @Test
    void aClientOfOrdinaryTlsIsRefusedByNameAndTheNextOneServed() throws Exception {
        try (Loopback loopback = new Loopback()) {
            // kwik with its own TLS: X.509, no raw keys.
            assertThrows(IOException.class, () -> connection(loopback).connect());

            HandshakeProblem problem = Loopback.next(loopback.refused).why().problem().orElseThrow();
            assertEquals(HandshakeProblem.NO_ED25519, problem);
            try (PeerConnection client = loopback.dial()) {
                assertEquals(Loopback.SERVER.id(), client.remote());
            }
        }
    }

    private static QuicClientConnectionImpl connection(Loopback loopback) throws IOException {
        return (QuicClientConnectionImpl) QuicClientConnection.newBuilder()
                .host(loopback.address().getAddress().getHostAddress()).port(loopback.address().getPort())
                .applicationProtocol(Loopback.ECHO)
                .connectTimeout(Loopback.TIMEOUT)
                .socketFactory(to -> new DatagramSocket())
                .build();
    }

    @Test
    void aServerWhoseSocketFailsEndsAlone() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ConnectionHandler handler = new ConnectionHandler() {
            @Override
            public void connected(PeerConnection connection) {
            }

            @Override
            public void ended() {
                ended.countDown();
            }
        };
        try (Loopback other = new Loopback(); PeerConnection unharmed = other.dial()) {
            RawKeyServer.start(Loopback.SERVER, List.of(Loopback.ECHO), socket, QuicSettings.defaults(),
                    Loopback.RANDOM, handler);

            // kwik alone would end the process here.
            socket.close();

            assertTrue(ended.await(20, TimeUnit.SECONDS));
            assertEquals(Loopback.SERVER.id(), unharmed.remote());
            PeerStream stream = unharmed.openStream();
            stream.output().write(1);
            assertEquals(1, stream.input().read());
        }
    }

    @Test
    void aClientWhoseSocketFailsLearnsIt() throws Exception {
        try (Loopback loopback = new Loopback()) {
            DatagramSocket socket = new DatagramSocket();
            PeerConnection client = new RawKeyClient(Loopback.CLIENT, QuicSettings.defaults(), Loopback.RANDOM)
                    .connect(Loopback.SERVER.id(), List.of(Loopback.ECHO), loopback.address(), to -> socket,
                            Loopback.TIMEOUT);

            socket.close();

            assertEquals(ConnectionClosed.Cause.SOCKET, client.closed().get(20, TimeUnit.SECONDS).cause());
            assertThrows(IOException.class, client::acceptStream);
        }
    }

    /** What a client sends instead of what it should. */
    private interface Lie {
        byte[] instead(byte[] message);
    }

    /** Changes its own messages under Handshake keys. */
    private static final class LyingClient extends ClientHandshaker {

        private final Lie lie;

        LyingClient(QuicClientConnectionImpl connection, Lie lie) {
            super(connection, new ClientHandshake(Loopback.CLIENT, Loopback.SERVER.id(), List.of(Loopback.ECHO),
                    Optional.empty(), Loopback.RANDOM), new CompletableFuture<>(), KeyLog.NONE,
                    new KwikTrace());
            this.lie = lie;
        }

        @Override
        public void send(HandshakeLevel level, byte[] message) {
            super.send(level, lie.instead(message));
        }
    }
}
