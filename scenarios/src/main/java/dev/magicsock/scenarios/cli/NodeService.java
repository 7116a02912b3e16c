package dev.magicsock.scenarios.cli;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.MagicSock;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.quic.PeerStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Serves everybody who dials: sends echoes back, and counts and hashes files without keeping them. */
final class NodeService {

    private static final int MAX_CONNECTIONS = 256;

    private final MagicSock endpoint;
    private final Consumer<NodeEvent> out;
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

    NodeService(MagicSock endpoint, Consumer<NodeEvent> out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    /** Returns when the endpoint has been closed. */
    void serve() throws InterruptedException {
        try {
            for (;;) {
                Connection connection = endpoint.accept();
                if (free.tryAcquire()) {
                    connection.closed().thenAccept(_ -> free.release());
                    Thread.ofVirtual().name("node-connection").start(() -> serve(connection));
                } else {
                    connection.close(NodeProtocol.BUSY, "too many connections");
                }
            }
        } catch (IOException closed) {
            // Only closing the endpoint ends it.
        }
    }

    private void serve(Connection connection) {
        try {
            for (;;) {
                PeerStream stream = connection.acceptStream();
                Thread.ofVirtual().name("node-stream").start(() -> serve(connection.remote(), stream));
            }
        } catch (IOException | InterruptedException ended) {
            // The end of the connection is told by the endpoint.
        }
        endpoint.remoteInfo(connection.remote()).map(NodeEvent::of).ifPresent(out);
    }

    private void serve(EndpointId remote, PeerStream stream) {
        try (InputStream input = stream.input(); OutputStream output = stream.output()) {
            switch (input.read()) {
                case NodeProtocol.ECHO -> input.transferTo(output);
                case NodeProtocol.FILE -> answer(remote, input, output);
                default -> {
                    stream.stopReading(NodeProtocol.UNKNOWN);
                    stream.reset(NodeProtocol.UNKNOWN);
                }
            }
        } catch (IOException ended) {
            // The other side sees it as we do.
        }
    }

    private void answer(EndpointId remote, InputStream input, OutputStream output) throws IOException {
        long begin = System.nanoTime();
        DigestInputStream hashing = new DigestInputStream(input, sha256());
        long bytes = hashing.transferTo(OutputStream.nullOutputStream());
        byte[] hash = hashing.getMessageDigest().digest();
        DataOutputStream answer = new DataOutputStream(output);
        answer.writeLong(bytes);
        answer.write(hash);
        out.accept(new NodeEvent.Received(remote, bytes, Duration.ofNanos(System.nanoTime() - begin),
                HexFormat.of().formatHex(hash)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(NodeProtocol.HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
