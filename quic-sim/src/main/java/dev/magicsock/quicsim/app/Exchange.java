package dev.magicsock.quicsim.app;

import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tech.kwik.core.QuicStream;

/** Sends bytes on a stream of their own, and reads what comes back. */
final class Exchange {

    private static final int CHUNK_BYTES = 16_384;

    private final QuicJob job;
    private final byte[] contents;
    private final InputStream input;
    private final OutputStream output;
    private final QuicEvent.Listener listener;

    /** Opens the stream. */
    Exchange(QuicJob job, PeerConnection connection, int number, QuicEvent.Listener listener) throws IOException {
        this.job = job;
        this.contents = contents(job.name(), number, job.bytes());
        this.listener = listener;
        if (job.guarded()) {
            PeerStream stream = connection.openStream();
            this.input = stream.input();
            this.output = stream.output();
        } else {
            QuicStream stream = connection.quic().createStream(true);
            this.input = stream.getInputStream();
            this.output = stream.getOutputStream();
        }
    }

    /** Bytes that differ from stream to stream. */
    static byte[] contents(String job, int number, int bytes) {
        byte[] contents = new byte[bytes];
        int state = 31 * job.hashCode() + number;
        for (int i = 0; i < bytes; i++) {
            state = state * 1_103_515_245 + 12_345;
            contents[i] = (byte) (state >> 16);
        }
        return contents;
    }

    void run() throws IOException, InterruptedException {
        Thread writer = Thread.ofVirtual().name("writer").start(this::write);
        MessageDigest digest = sha256();
        int received = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
            digest.update(chunk, 0, count);
            received += count;
            listener.happened(new QuicEvent.CameBack(job.name(), count));
        }
        writer.join();
        boolean intact = MessageDigest.isEqual(digest.digest(), sha256().digest(contents));
        listener.happened(new QuicEvent.StreamDone(job.name(), received, intact));
    }

    private void write() {
        try {
            output.write(contents, 0, contents.length);
            output.close();
        } catch (IOException ended) {
            // The reader notices too.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
