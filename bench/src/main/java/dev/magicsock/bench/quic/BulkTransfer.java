package dev.magicsock.bench.quic;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.quic.ConnectionHandler;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.quic.QuicSettings;
import dev.magicsock.quic.RawKeyClient;
import dev.magicsock.quic.RawKeyServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * Sends many bytes from a client to a server by one stream of one fresh connection and waits until the server has read
 * them all. The same keys, TLS and settings whatever the sockets are.
 */
final class BulkTransfer implements AutoCloseable {

    static final SecretKey SERVER = SecretKey.generate(new SecureRandom());
    static final SecretKey CLIENT = SecretKey.generate(new SecureRandom());

    private static final List<String> PROTOCOL = List.of("magicsock/bench/0");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CHUNK_BYTES = 1 << 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SocketPair sockets;
    private final RawKeyServer server;
    private final InetSocketAddress address;

    /**
     * What a transfer took.
     *
     * @param nanos     from the first write until the server's word that it has read all, on the wall clock
     * @param cpuNanos  of the whole process meanwhile
     * @param datagrams that the client sent
     * @param lost      packets that the client's kwik took for lost
     */
    record Sample(long nanos, long cpuNanos, long datagrams, long lost) {

        double megabytesPerSecond(long bytes) {
            return bytes * 1e3 / nanos;
        }
    }

    BulkTransfer(SocketPair sockets) throws IOException {
        this.sockets = sockets;
        this.server = RawKeyServer.start(SERVER, PROTOCOL, sockets.server(), QuicSettings.defaults(), RANDOM,
                new Sink());
        this.address = sockets.serverAddress();
    }

    String name() {
        return sockets.name();
    }

    Sample run(long bytes) throws IOException {
        try (PeerConnection connection = new RawKeyClient(CLIENT, QuicSettings.defaults(), RANDOM)
                .connect(SERVER.id(), PROTOCOL, address, to -> sockets.client(), TIMEOUT)) {
            long cpu = Processor.processNanos();
            long start = System.nanoTime();
            send(connection, bytes);
            long nanos = System.nanoTime() - start;
            var statistics = connection.quic().getStats();
            return new Sample(nanos, Processor.processNanos() - cpu, statistics.datagramsSent(),
                    statistics.lostPackets());
        }
    }

    private static void send(PeerConnection connection, long bytes) throws IOException {
        PeerStream stream = connection.openStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long left = bytes; left > 0; left -= chunk.length) {
            stream.output().write(chunk, 0, (int) Math.min(left, chunk.length));
        }
        stream.output().close();
        long read = new DataInputStream(stream.input()).readLong();
        if (read != bytes) {
            throw new IllegalStateException("the server read " + read + " of " + bytes + " bytes");
        }
    }

    @Override
    public void close() {
        server.close();
        sockets.close();
    }

    /** Reads every stream to its end and says how long it was. */
    private static final class Sink implements ConnectionHandler {

        @Override
        public void connected(PeerConnection connection) {
            Thread.ofPlatform().daemon().name("sink").start(() -> serve(connection));
        }

        private void serve(PeerConnection connection) {
            try {
                PeerStream stream = connection.acceptStream();
                byte[] chunk = new byte[CHUNK_BYTES];
                long total = 0;
                for (int count = stream.input().read(chunk); count >= 0; count = stream.input().read(chunk)) {
                    total += count;
                }
                stream.output().write(ByteBuffer.allocate(Long.BYTES).putLong(total).array());
                stream.output().close();
            } catch (IOException | InterruptedException ended) {
                // The client waits for an answer in vain, and says so.
            }
        }
    }
}
