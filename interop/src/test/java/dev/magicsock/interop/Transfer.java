package dev.magicsock.interop;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.quic.PeerStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes on their way from one end of a connection to the other, on one stream, with their SHA-256 at both ends. */
final class Transfer {

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final long total;
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch aQuarter = new CountDownLatch(1);
    private final CompletableFuture<String> sentHash;
    private final CompletableFuture<String> receivedHash;

    /** Begins. */
    Transfer(Connection from, Connection to, long total) {
        this.total = total;
        this.sentHash = CompletableFuture.supplyAsync(() -> send(from), THREADS);
        this.receivedHash = CompletableFuture.supplyAsync(() -> receive(to), THREADS);
    }

    private String send(Connection connection) {
        MessageDigest hash = sha256();
        SplittableRandom random = new SplittableRandom(total);
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = connection.openOneWayStream().output()) {
            for (long left = total; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                int length = (int) Math.min(left, chunk.length);
                hash.update(chunk, 0, length);
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private String receive(Connection connection) {
        MessageDigest hash = sha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            PeerStream stream = connection.acceptStream();
            InputStream in = stream.input();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                hash.update(chunk, 0, length);
                if (received.addAndGet(length) >= total / 4) {
                    aQuarter.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Waits until a quarter has arrived; false if that takes too long. */
    boolean awaitAQuarter(long timeoutSeconds) throws InterruptedException {
        return aQuarter.await(timeoutSeconds, TimeUnit.SECONDS);
    }

    /** Bytes that have arrived. */
    long received() {
        return received.get();
    }

    /** SHA-256 in hex of what was sent; throws what ended it. */
    String sentHash(long timeoutSeconds) throws Exception {
        return sentHash.get(timeoutSeconds, TimeUnit.SECONDS);
    }

    /** SHA-256 in hex of what has arrived in all; throws what ended it. */
    String receivedHash(long timeoutSeconds) throws Exception {
        return receivedHash.get(timeoutSeconds, TimeUnit.SECONDS);
    }
}
