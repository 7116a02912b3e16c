package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.quic.ConnectionClosed.Cause;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.impl.QuicConnectionImpl;

/** Integration: a thread of kwik's that serves one connection dies. That one ends with an error, the others live. */
@Timeout(60)
class BreakdownIntegrationTest {

    /** Less than the idle timeout, so that this cannot be what ends a connection. */
    private static final int PATIENCE_SECONDS = 20;

    private static final OptionalLong INTERNAL_ERROR = OptionalLong.of(1);

    @Test
    void aServersConnectionIsEndedOnBothSidesAndTheOthersAreServed() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection unharmed = loopback.dial()) {
            Loopback.next(loopback.connected);
            PeerConnection client = loopback.dial();
            PeerConnection server = Loopback.next(loopback.connected);
            PeerStream waiting = server.openStream();
            waiting.output().write(1);
            client.acceptStream().input().read();

            breakAtTheNextAck(server, new IllegalStateException("injected"));
            assertThrows(IOException.class, () -> {
                while (true) {
                    client.openStream().output().write(new byte[5_000]);
                    waiting.output().write(new byte[5_000]);
                }
            });

            assertBrokenDown(server);
            ConnectionClosed told = client.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(told.byPeer(), told::toString);
            assertEquals(INTERNAL_ERROR, told.transportError());
            assertThrows(IOException.class, () -> waiting.input().read());
            assertThrows(IOException.class, server::acceptStream);
            assertEchoes(unharmed);
            try (PeerConnection another = loopback.dial()) {
                assertEchoes(another);
            }
        }
    }

    @Test
    void aClientsConnectionIsEndedByKwikWithItsSocket() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection unharmed = loopback.dial()) {
            PeerConnection client = loopback.dial();

            breakAtTheNextAck(client, new IllegalStateException("injected"));
            client.openStream().output().write(1);

            ConnectionClosed closed = client.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(closed.cause() == Cause.SOCKET || closed.cause() == Cause.BREAKDOWN, closed::toString);
            assertEchoes(unharmed);
        }
    }

    @Test
    void aClientsConnectionWhoseThreadDiesUnnoticedIsEndedOnBothSides() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection unharmed = loopback.dial()) {
            Loopback.next(loopback.connected);
            PeerConnection client = loopback.dial();
            PeerConnection server = Loopback.next(loopback.connected);
            PeerStream stream = client.openStream();

            breakAtTheNextAck(client, new Injected());
            stream.output().write(1);

            assertBrokenDown(client);
            assertEquals(INTERNAL_ERROR, server.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS).transportError());
            assertThrows(IOException.class, () -> stream.input().readAllBytes());
            assertEchoes(unharmed);
        }
    }

    @Test
    void aServerWhoseSocketThrowsWhatItShouldNotEndsAlone() throws Exception {
        List<Supplier<Throwable>> mistakes = List.of(() -> new IllegalStateException("injected"),
                () -> new Injected());
        for (Supplier<Throwable> mistake : mistakes) {
            CountDownLatch ended = new CountDownLatch(1);
            try (Loopback other = new Loopback(); PeerConnection unharmed = other.dial()) {
                Broken socket = new Broken(mistake);
                RawKeyServer.start(Loopback.SERVER, List.of(Loopback.ECHO), socket, QuicSettings.defaults(),
                        Loopback.RANDOM, handler(ended));

                assertTrue(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                // kwik ends the process on this thread unless it is let go in the right way.
                socket.receiver.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

                assertTrue(socket.isClosed());
                assertEchoes(unharmed);
            }
        }
    }

    private static ConnectionHandler handler(CountDownLatch ended) {
        return new ConnectionHandler() {
            @Override
            public void connected(PeerConnection connection) {
            }

            @Override
            public void ended() {
                ended.countDown();
            }
        };
    }

    /** The thread that handles the connection's packets throws. */
    private static void breakAtTheNextAck(PeerConnection connection, Throwable mistake) {
        ((QuicConnectionImpl) connection.quic()).addAckFrameReceivedListener((frame, space, at) -> {
            switch (mistake) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalArgumentException(mistake);
            }
        });
    }

    private static void assertBrokenDown(PeerConnection connection) throws Exception {
        ConnectionClosed closed = connection.closed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(Cause.BREAKDOWN, closed.cause());
        assertEquals(INTERNAL_ERROR, closed.transportError());
    }

    private static void assertEchoes(PeerConnection connection) throws IOException {
        PeerStream stream = connection.openStream();
        stream.output().write(1);
        assertEquals(1, stream.input().read());
    }

    /** Says nothing of where it comes from, since the dying thread prints it. */
    private static final class Injected extends Error {

        private static final long serialVersionUID = 1L;

        Injected() {
            super("injected", null, false, false);
        }
    }

    /** A socket in which receiving fails with what no socket should throw. */
    private static final class Broken extends DatagramSocket {

        private final Supplier<Throwable> mistake;
        private volatile Thread receiver = new Thread();

        Broken(Supplier<Throwable> mistake) throws SocketException {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            this.mistake = mistake;
        }

        @Override
        public void receive(DatagramPacket packet) {
            receiver = Thread.currentThread();
            switch (mistake.get()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalArgumentException("neither");
            }
        }
    }
}
