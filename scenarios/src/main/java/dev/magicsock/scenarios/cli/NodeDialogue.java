package dev.magicsock.scenarios.cli;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.quic.PeerStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** What a dialling node does with its connection. */
final class NodeDialogue {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Connection connection;
    private final Consumer<NodeEvent> out;

    NodeDialogue(Connection connection, Consumer<NodeEvent> out) {
        this.connection = connection;
        this.out = out;
    }

    /**
     * Sends echoes one after the other.
     *
     * @throws IOException if the connection ends
     */
    void echo(long count, Duration pause) throws IOException, InterruptedException {
        PeerStream stream = connection.openStream();
        try (DataInputStream input = new DataInputStream(stream.input());
                DataOutputStream output = new DataOutputStream(stream.output())) {
            output.write(NodeProtocol.ECHO);
            for (long number = 1; number <= count; number++) {
                if (number > 1) {
                    Thread.sleep(pause);
                }
                long begin = System.nanoTime();
                output.writeLong(number);
                output.flush();
                if (input.readLong() != number) {
                    throw new IOException("the echo is another one");
                }
                out.accept(new NodeEvent.Echoed(number, Duration.ofNanos(System.nanoTime() - begin)));
            }
        }
    }

    /**
     * Sends a file; returns whether the other side has got the same.
     *
     * @throws IOException if the file cannot be read, or the connection ends
     */
    boolean send(Path file, TransferBar bar) throws IOException {
        PeerStream stream = connection.openStream();
        long begin = System.nanoTime();
        MessageDigest hash = NodeService.sha256();
        long bytes;
        try (InputStream content = Files.newInputStream(file); OutputStream output = stream.output()) {
            output.write(NodeProtocol.FILE);
            bytes = copy(content, output, hash, bar);
        }
        byte[] expected = hash.digest();
        DataInputStream answer = new DataInputStream(stream.input());
        boolean same = answer.readLong() == bytes
                && Arrays.equals(answer.readNBytes(NodeProtocol.HASH_BYTES), expected);
        bar.end();
        out.accept(new NodeEvent.Sent(bytes, Duration.ofNanos(System.nanoTime() - begin),
                HexFormat.of().formatHex(expected), same));
        return same;
    }

    private static long copy(InputStream content, OutputStream output, MessageDigest hash, TransferBar bar)
            throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            hash.update(chunk, 0, read);
            output.write(chunk, 0, read);
            bytes += read;
            bar.reached(bytes);
        }
        return bytes;
    }
}
