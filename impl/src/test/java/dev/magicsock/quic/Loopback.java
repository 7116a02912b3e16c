package dev.magicsock.quic;

import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on the loopback interface that echoes every stream, and what happens to it. */
final class Loopback implements AutoCloseable {

    static final String ECHO = "test/echo/0";
    static final SecretKey SERVER = key(1);
    static final SecretKey CLIENT = key(2);
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final SecureRandom RANDOM = new SecureRandom();

    /** A server's handshake that failed. */
    record Refused(InetSocketAddress from, HandshakeFailedException why) {
    }

    final BlockingQueue<PeerConnection> connected = new LinkedBlockingQueue<>();
    final BlockingQueue<Refused> refused = new LinkedBlockingQueue<>();
    final DatagramSocket socket;
    final RawKeyServer server;

    Loopback() throws IOException {
        this(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    Loopback(DatagramSocket socket) throws IOException {
        this.socket = socket;
        server = RawKeyServer.start(SERVER, List.of(ECHO), socket, QuicSettings.defaults(), RANDOM, new Echo());
    }

    static SecretKey key(int number) {
        byte[] seed = new byte[SecretKey.BYTES];
        Arrays.fill(seed, (byte) number);
        return SecretKey.of(seed);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    PeerConnection dial() throws IOException {
        return dial(QuicSettings.defaults());
    }

    PeerConnection dial(QuicSettings settings) throws IOException {
        return new RawKeyClient(CLIENT, settings, RANDOM)
                .connect(SERVER.id(), List.of(ECHO), address(), to -> new DatagramSocket(), TIMEOUT);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T element = queue.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (element == null) {
            throw new AssertionError("nothing came within " + TIMEOUT);
        }
        return element;
    }

    @Override
    public void close() {
        server.close();
    }

    /** Sends every stream back. */
    private final class Echo implements ConnectionHandler {

        @Override
        public void connected(PeerConnection connection) {
            connected.add(connection);
            Thread.ofVirtual().start(() -> serve(connection));
        }

        @Override
        public void refused(InetSocketAddress from, HandshakeFailedException why) {
            refused.add(new Refused(from, why));
        }

        private void serve(PeerConnection connection) {
            try {
                while (true) {
                    PeerStream stream = connection.acceptStream();
                    Thread.ofVirtual().start(() -> echo(stream));
                }
            } catch (IOException | InterruptedException ended) {
                // The client has seen enough.
            }
        }

        private void echo(PeerStream stream) {
            try (InputStream input = stream.input(); var output = stream.output()) {
                input.transferTo(output);
            } catch (IOException ended) {
                // The client notices what is missing.
            }
        }
    }
}
