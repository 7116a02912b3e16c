package dev.magicsock.quic;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.tls.ClientHandshake;
import dev.magicsock.tls.KeyLog;
import dev.magicsock.trace.QuicTraces;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tech.kwik.core.DatagramSocketFactory;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.impl.QuicClientConnectionImpl;

/** Dials endpoints by their identity. Thread-safe if the random generator is. */
public final class RawKeyClient {

    private final SecretKey own;
    private final QuicSettings settings;
    private final RandomGenerator random;
    private final Inspection inspection;

    /**
     * A client.
     *
     * @param own    proves who is calling
     * @param random for key exchanges; a {@link java.security.SecureRandom} wherever secrecy matters
     * @throws IllegalStateException if the libraries are not of the versions needed
     */
    public RawKeyClient(SecretKey own, QuicSettings settings, RandomGenerator random) {
        this(own, settings, random, Inspection.NONE);
    }

    /** The same, with somebody who looks into all connections. */
    public RawKeyClient(SecretKey own, QuicSettings settings, RandomGenerator random, Inspection inspection) {
        this.own = Objects.requireNonNull(own);
        this.settings = Objects.requireNonNull(settings);
        this.random = Objects.requireNonNull(random);
        this.inspection = Objects.requireNonNull(inspection);
        KwikInternals.get();
    }

    /**
     * Connects, and returns when the server has proved that it is {@code expected}. When the handshake fails, so does
     * this, at once; what it needed is let go of some round trips later.
     *
     * @param protocols application protocols, the most preferred first; at least one, each 1 to 255 bytes of UTF-8
     * @param remote    where datagrams are sent to; resolved
     * @param sockets   makes the socket for this connection alone, which is closed with it
     * @param timeout   how long to wait for an answer; at least one millisecond
     * @throws HandshakeFailedException if the handshake fails on either side, or there is no answer
     * @throws InterruptedIOException   if the thread is interrupted; the attempt is given up
     */
    public PeerConnection connect(EndpointId expected, List<String> protocols, InetSocketAddress remote,
                                  DatagramSocketFactory sockets, Duration timeout) throws IOException {
        Optional<String> serverName = settings.sendServerName() ? Optional.of(expected.toServerName())
                : Optional.empty();
        ClientHandshake handshake = new ClientHandshake(own, expected, protocols, serverName, random);
        KwikTrace trace = new KwikTrace();
        Attempt attempt = new Attempt(settings, inspection.keyLog(), trace);
        QuicClientConnectionImpl connection = build(protocols, remote,
                address -> new WatchedSocket(sockets.createSocket(address), attempt::socketEnded), timeout, trace);
        trace.attach(inspection.traces().begin(QuicTraces.Side.CLIENT, connection.getDestinationConnectionId()));
        return attempt.run(connection, handshake, expected);
    }

    private QuicClientConnectionImpl build(List<String> protocols, InetSocketAddress remote,
                                           DatagramSocketFactory sockets, Duration timeout, KwikTrace trace)
            throws IOException {
        QuicClientConnectionImpl connection = (QuicClientConnectionImpl) QuicClientConnection.newBuilder()
                // A literal, which is not looked up.
                .host(remote.getAddress().getHostAddress())
                .port(remote.getPort())
                .applicationProtocol(protocols.getFirst())
                .socketFactory(sockets)
                .connectTimeout(timeout)
                .maxIdleTimeout(settings.idleTimeout())
                .defaultStreamReceiveBufferSize(settings.streamBuffer())
                .maxOpenPeerInitiatedBidirectionalStreams(settings.bidirectional())
                .maxOpenPeerInitiatedUnidirectionalStreams(settings.unidirectional())
                .logger(new KwikLog(trace))
                .enableDatagramExtension()
                .build();
        // The builder's setting is for bidirectional streams alone.
        connection.setDefaultUnidirectionalStreamReceiveBufferSize(settings.streamBuffer());
        return connection;
    }

    /** One call of {@link #connect}. */
    private static final class Attempt {

        /** How long a closed socket waits for kwik's word about the connection. */
        private static final long REASON_GRACE_MILLIS = 300;

        private final QuicSettings settings;
        private final KeyLog keyLog;
        private final KwikTrace trace;
        private final CompletableFuture<HandshakeFailedException> refusedHere = new CompletableFuture<>();
        private final CompletableFuture<ConnectionClosed> closed = new CompletableFuture<>();
        private final CompletableFuture<PeerConnection> result = new CompletableFuture<>();

        Attempt(QuicSettings settings, KeyLog keyLog, KwikTrace trace) {
            this.settings = settings;
            this.keyLog = keyLog;
            this.trace = trace;
        }

        /** kwik closes its socket when it ends a connection, and says why on another thread, sometimes later. */
        void socketEnded() {
            closed.completeOnTimeout(ConnectionClosed.bySocket(), REASON_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }

        /**
         * kwik's own call returns only when the failed connection has been closed for three probe timeouts, so that it
         * can repeat the reason to the server. That may go on behind the caller's back.
         */
        PeerConnection run(QuicClientConnectionImpl connection, ClientHandshake handshake, EndpointId expected)
                throws IOException {
            ClientHandshaker handshaker = new ClientHandshaker(connection, handshake, refusedHere, keyLog, trace);
            connection.setConnectionListener(event -> closed.complete(ConnectionClosed.of(event)));
            refusedHere.thenAccept(result::completeExceptionally);
            Thread.ofVirtual().name("quic-connect").start(() -> connect(connection, handshaker, expected));
            closed.thenAccept(this::closedEarly);
            return await(connection);
        }

        /** What becomes of the socket says nothing that kwik does not say better. */
        private void closedEarly(ConnectionClosed how) {
            if (how.cause() != ConnectionClosed.Cause.SOCKET) {
                result.completeExceptionally(HandshakeFailedException.closed(how));
            }
        }

        private void connect(QuicClientConnectionImpl connection, ClientHandshaker handshaker, EndpointId expected) {
            try {
                CompletableFuture<PeerConnection> connected = new CompletableFuture<>();
                // The server may open streams before kwik says that the connection is there.
                connection.setPeerInitiatedStreamCallback(stream -> connected.thenAccept(peer -> peer.opened(stream)));
                connection.connect();
                PeerConnection peer = new PeerConnection(connection, expected, handshaker.protocol(), settings,
                        new Breakdown.OfClient(connection), closed);
                connected.complete(peer);
                if (!result.complete(peer)) {
                    peer.close();
                }
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(HandshakeFailedException.noAnswer(e.getMessage(), e));
            }
        }

        private PeerConnection await(QuicClientConnectionImpl connection) throws IOException {
            try {
                return result.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof HandshakeFailedException failed ? failed
                        : HandshakeFailedException.noAnswer(String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
                connection.close();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while connecting");
            }
        }
    }
}
