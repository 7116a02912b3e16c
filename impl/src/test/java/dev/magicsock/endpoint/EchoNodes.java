package dev.magicsock.endpoint;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.quic.PeerStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Endpoints on loopback, some of which echo every stream, and what one asks of those. Closes what it made. */
final class EchoNodes implements AutoCloseable {

    static final String PROTOCOL = "test/echo/0";

    /** Generous: only a failure waits for it. */
    static final int PATIENCE_SECONDS = 30;

    private final List<MagicSock> made = new ArrayList<>();

    static SecretKey key(int seed) {
        return SecretKey.generate(new SplittableRandom(seed));
    }

    static MagicSockBuilder loopback(int seed) {
        return MagicSock.builder().secretKey(key(seed)).bindIpv4(SocketAddresses.parse("127.0.0.1:0"))
                .protocols(List.of(PROTOCOL));
    }

    MagicSock keep(MagicSock endpoint) {
        made.add(endpoint);
        return endpoint;
    }

    /** An endpoint that echoes. */
    MagicSock echoing(MagicSockBuilder settings) throws IOException {
        MagicSock endpoint = keep(settings.bind());
        Thread.ofVirtual().start(() -> serve(endpoint));
        return endpoint;
    }

    private static void serve(MagicSock endpoint) {
        try {
            for (;;) {
                Connection connection = endpoint.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException | InterruptedException closed) {
            // The test is over.
        }
    }

    private static void serve(Connection connection) {
        try {
            for (;;) {
                PeerStream stream = connection.acceptStream();
                Thread.ofVirtual().start(() -> echo(stream));
            }
        } catch (IOException | InterruptedException ended) {
            // The client has seen enough.
        }
    }

    private static void echo(PeerStream stream) {
        try (InputStream input = stream.input(); OutputStream output = stream.output()) {
            input.transferTo(output);
        } catch (IOException ended) {
            // The client notices what is missing.
        }
    }

    /**
     * Sends bytes over a stream of its own and checks that they come back.
     *
     * @throws TimeoutException if that takes longer than a stalled stream should be given
     */
    static void assertEchoes(Connection connection, int bytes, int seed)
            throws IOException, InterruptedException, TimeoutException {
        byte[] sent = new byte[bytes];
        new SplittableRandom(seed).nextBytes(sent);
        PeerStream stream = connection.openStream();
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(stream),
                task -> Thread.ofVirtual().start(task));
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> writeAll(stream, sent),
                task -> Thread.ofVirtual().start(task));
        try {
            if (!Arrays.equals(sent, received.get(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
                throw new AssertionError("other bytes came back");
            }
            written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static void writeAll(PeerStream stream, byte[] bytes) {
        try (OutputStream output = stream.output()) {
            output.write(bytes);
        } catch (IOException e) {
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

    @Override
    public void close() {
        made.forEach(MagicSock::close);
    }
}
