package dev.magicsock.quic;

import java.time.Duration;
import java.util.Objects;

/**
 * What a connection allows its peer.
 *
 * @param idleTimeout     a connection without any packet for so long is dropped; the smaller one of both sides counts;
 *                        at least one second
 * @param streamBuffer    bytes that the peer may send ahead on one stream; at least 10 000
 * @param connectionBuffer bytes that the peer may send ahead on all streams together; at least {@code streamBuffer}
 * @param bidirectional   streams of this kind that the peer may have open; at least 0
 * @param unidirectional  streams of this kind that the peer may have open; at least 0
 * @param sendServerName  whether a client sends the server's name made of its id, as iroh up to 1.0.3 does; nobody needs it
 */
public record QuicSettings(Duration idleTimeout, long streamBuffer, long connectionBuffer, int bidirectional,
                           int unidirectional, boolean sendServerName) {

    private static final int MIN_STREAM_BUFFER = 10_000;

    public QuicSettings {
        Objects.requireNonNull(idleTimeout);
        if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0 || idleTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("idle timeout " + idleTimeout + " is not in [1 s, 1 d]");
        }
        if (streamBuffer < MIN_STREAM_BUFFER || connectionBuffer < streamBuffer) {
            throw new IllegalArgumentException("buffers of " + streamBuffer + " and " + connectionBuffer + " bytes");
        }
        if (bidirectional < 0 || unidirectional < 0) {
            throw new IllegalArgumentException(bidirectional + " and " + unidirectional + " streams");
        }
    }

    /** iroh's values where kwik has no reason for others (endpoint protocol section 3); no server name. */
    public static QuicSettings defaults() {
        return new QuicSettings(Duration.ofSeconds(30), 1_250_000, 12_500_000, 100, 100, false);
    }

    /** The same with another idle timeout. */
    public QuicSettings withIdleTimeout(Duration timeout) {
        return new QuicSettings(timeout, streamBuffer, connectionBuffer, bidirectional, unidirectional, sendServerName);
    }

    int idleTimeoutMillis() {
        return Math.toIntExact(idleTimeout.toMillis());
    }
}
