package dev.magicsock.quic;

import dev.magicsock.identity.EndpointId;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicConnectionImpl;

/**
 * A connection with an endpoint that has proved its identity. Thread-safe.
 *
 * <p>For a client that is the server's word only: the server checks the client's key after the client is done, so a
 * server that refuses it closes the connection at once, with an alert in {@link #closed}.
 */
public final class PeerConnection implements AutoCloseable {

    private final QuicConnectionImpl connection;
    private final EndpointId remote;
    private final String protocol;
    private final CompletableFuture<ConnectionClosed> closed;
    private final StreamGuard guard;

    /** Bounded by the number of streams that the peer may open. An empty one says that the connection has ended. */
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();

    /** What {@link #acceptStream} waits for. */
    private sealed interface Incoming {

        /** The peer opened a stream. */
        record Opened(PeerStream stream) implements Incoming {
        }

        /** There will be no more. */
        record Ended() implements Incoming {
        }
    }

    /**
     * A connection that is established.
     *
     * @param breakdown asked every now and then
     * @param closed    completed when it ends
     */
    PeerConnection(QuicConnectionImpl connection, EndpointId remote, String protocol, QuicSettings settings,
                   Breakdown breakdown, CompletableFuture<ConnectionClosed> closed) {
        this.connection = connection;
        this.remote = remote;
        this.protocol = protocol;
        this.closed = closed;
        this.guard = StreamGuard.start(connection);
        CongestionGuard.install(connection);
        KeepAlive keepAlive = KeepAlive.start(connection, settings.keepAlive(), () -> endIfBroken(breakdown));
        closed.thenAccept(how -> {
            keepAlive.stop();
            guard.stop();
            incoming.add(new Incoming.Ended());
        });
    }

    private void endIfBroken(Breakdown breakdown) {
        if (breakdown.hasHappened() && closed.complete(ConnectionClosed.byBreakdown())) {
            breakdown.end();
        }
    }

    /** Whose key the other side holds. */
    public EndpointId remote() {
        return remote;
    }

    /** The application protocol that both speak. */
    public String protocol() {
        return protocol;
    }

    /** kwik's connection, for datagrams and statistics; its streams stall now and then, unlike those made here. */
    public QuicConnection quic() {
        return connection;
    }

    /** Completes when the connection has ended, or is ending; after an error of kwik's own about a second later. */
    public CompletableFuture<ConnectionClosed> closed() {
        return closed.copy();
    }

    /**
     * Opens a stream that both sides may send on. Blocks while the peer allows no more streams.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream openStream() throws IOException {
        return new PeerStream(connection.createStream(true), guard);
    }

    /**
     * Opens a stream that only this side may send on. Blocks while the peer allows no more streams.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream openOneWayStream() throws IOException {
        return new PeerStream(connection.createStream(false), guard);
    }

    /**
     * The next stream that the peer has opened. Blocks until there is one.
     *
     * @throws IOException if the connection has ended
     */
    public PeerStream acceptStream() throws IOException, InterruptedException {
        return switch (incoming.take()) {
            case Incoming.Opened(PeerStream stream) -> stream;
            case Incoming.Ended ended -> {
                // The next one to ask is to learn it too.
                incoming.add(ended);
                throw new IOException("no more streams: connection " + closed.join());
            }
        };
    }

    void opened(QuicStream stream) {
        incoming.add(new Incoming.Opened(new PeerStream(stream, guard)));
    }

    /** Ends the connection with application error 0; what has not been sent is not sent any more. */
    @Override
    public void close() {
        close(0, "");
    }

    /**
     * Ends the connection; the peer learns the code and the reason (RFC 9000 section 19.19). Does not block.
     *
     * @param applicationError in [0, 2^62)
     * @param reason           at most some 1000 bytes of UTF-8, which have to fit one packet
     */
    public void close(long applicationError, String reason) {
        connection.close(applicationError, reason);
    }

    @Override
    public String toString() {
        return "PeerConnection(" + remote.toShortString() + ", " + protocol + ")";
    }
}
