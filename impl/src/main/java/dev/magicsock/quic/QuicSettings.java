package dev.magicsock.quic;

import java.time.Duration;
import java.util.Objects;

/**
 * What a connection allows its peer.
 *
 * @param idleTimeout    a connection without any packet for so long is dropped; the smaller one of both sides counts;
 *                       in [1 s, 1 d]
 * @param keepAlive      how often a packet is sent in any case, so that nothing is dropped; at least 100 ms and less
 *                       than {@code idleTimeout}
 * @param streamBuffer   bytes that the peer may send ahead on one stream, and a tenth of those on all streams together;
 *                       in [10 000, 2^30]
 * @param bidirectional  streams of this kind that the peer may have open; at least 0
 * @param unidirectional streams of this kind that the peer may have open; at least 0
 * @param sendServerName whether a client sends the server's name made of its id, as iroh up to 1.0.3 does; no server
 *                       needs it
 */
public record QuicSettings(Duration idleTimeout, Duration keepAlive, long streamBuffer, int bidirectional,
                           int unidirectional, boolean sendServerName) {

    private static final long MIN_STREAM_BUFFER = 10_000;
    private static final long MAX_STREAM_BUFFER = 1L << 30;

    public QuicSettings {
        Objects.requireNonNull(idleTimeout);
        if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0 || idleTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("idle timeout " + idleTimeout + " is not in [1 s, 1 d]");
        }
        if (keepAlive.compareTo(Duration.ofMillis(100)) < 0 || keepAlive.compareTo(idleTimeout) >= 0) {
            throw new IllegalArgumentException("keep-alive " + keepAlive + " is not in [100 ms, idle timeout)");
        }
        if (streamBuffer < MIN_STREAM_BUFFER || streamBuffer > MAX_STREAM_BUFFER) {
            throw new IllegalArgumentException("a stream buffer of " + streamBuffer + " bytes");
        }
        if (bidirectional < 0 || unidirectional < 0) {
            throw new IllegalArgumentException(bidirectional + " and " + unidirectional + " streams");
        }
    }

    /** iroh's values (endpoint protocol section 3); no server name. */
    public static QuicSettings defaults() {
        return new QuicSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 1_250_000, 100, 100, false);
    }

    /** kwik gives its clients' connections ten times the buffer of a stream, so servers get the same. */
    long connectionBuffer() {
        return 10 * streamBuffer;
    }

    int idleTimeoutMillis() {
        return Math.toIntExact(idleTimeout.toMillis());
    }
}
