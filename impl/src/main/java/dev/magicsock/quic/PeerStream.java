package dev.magicsock.quic;

import java.io.InputStream;
import java.io.OutputStream;
import tech.kwik.core.QuicStream;

/**
 * One stream of a connection (RFC 9000 section 2). The two halves may be used by two threads, each by one at a time.
 *
 * <p>A stream of one direction has an input without content at its sender and an output that cannot be written to at
 * its receiver.
 */
public final class PeerStream {

    private final QuicStream stream;
    private final OutputStream output;

    PeerStream(QuicStream stream, StreamGuard guard) {
        this.stream = stream;
        this.output = new GuardedOutputStream(stream.getOutputStream(), guard);
    }

    /** The number of the stream, which tells who opened it and whether it has two directions. */
    public int id() {
        return stream.getStreamId();
    }

    /** Whether both sides may send. */
    public boolean isBidirectional() {
        return stream.isBidirectional();
    }

    /** What the peer sends; reading blocks, and throws an {@link java.io.IOException} once the connection has ended. */
    public InputStream input() {
        return stream.getInputStream();
    }

    /**
     * What the peer is sent. Writing blocks while the peer or the network cannot keep up, and throws an
     * {@link java.io.IOException} once the connection has ended. Closing ends the stream, and does not wait.
     */
    public OutputStream output() {
        return output;
    }

    /**
     * Gives up sending (RFC 9000 section 19.4); what was written and has not arrived may be lost.
     *
     * @param applicationError in [0, 2^62)
     */
    public void reset(long applicationError) {
        stream.resetStream(applicationError);
    }

    /**
     * Asks the peer not to send any more (RFC 9000 section 19.5).
     *
     * @param applicationError in [0, 2^62)
     */
    public void stopReading(long applicationError) {
        stream.abortReading(applicationError);
    }
}
