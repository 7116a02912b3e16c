package dev.magicsock.quic;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.tls.ServerHandshake;
import java.io.IOException;
import java.net.DatagramSocket;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.core.server.impl.ServerConnectionImpl;

/** Accepts connections from endpoints that prove their identity. Thread-safe. */
public final class RawKeyServer implements AutoCloseable {

    /** As iroh's, so that nobody can tell the difference. */
    private static final int CONNECTION_ID_BYTES = 8;

    /**
     * Enough for connections to tell their peers. kwik would wait half a minute for what a stray packet left in its
     * table.
     */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

    private final ConnectionHandler handler;
    private final QuicSettings settings;
    final ServerConnector connector;
    private final AtomicBoolean ended = new AtomicBoolean();

    private RawKeyServer(SecretKey own, List<String> protocols, DatagramSocket socket, QuicSettings settings,
                         RandomGenerator random, Inspection inspection, ConnectionHandler handler) throws IOException {
        this.handler = handler;
        this.settings = settings;
        RawKeyEngineFactory engines;
        try {
            engines = new RawKeyEngineFactory(() -> new ServerHandshake(own, protocols, random), this::started,
                    this::isRegistered, inspection);
        } catch (CertificateException e) {
            throw new IllegalStateException("agent15 takes EC certificates", e);
        }
        connector = KwikInternals.get().serverConnector(new ServerSocketShield(socket, this::socketEnded), engines,
                configuration(), new KwikLog());
        protocols.forEach(protocol -> connector.registerApplicationProtocol(protocol, new Protocol()));
    }

    /**
     * A server that listens on a socket which is bound, and which belongs to the server from now on.
     *
     * @param own       proves who is answering
     * @param protocols application protocols, the most preferred first; at least one, each 1 to 255 bytes of UTF-8
     * @param random    for key exchanges; thread-safe, and a {@link java.security.SecureRandom} wherever secrecy counts
     * @throws IOException              if the socket is not usable
     * @throws IllegalArgumentException if a protocol's name is not as described
     * @throws IllegalStateException    if the libraries are not of the versions needed
     */
    public static RawKeyServer start(SecretKey own, List<String> protocols, DatagramSocket socket,
                                     QuicSettings settings, RandomGenerator random, ConnectionHandler handler)
            throws IOException {
        return start(own, protocols, socket, settings, random, Inspection.NONE, handler);
    }

    /** The same, with somebody who looks into all connections. */
    public static RawKeyServer start(SecretKey own, List<String> protocols, DatagramSocket socket,
                                     QuicSettings settings, RandomGenerator random, Inspection inspection,
                                     ConnectionHandler handler) throws IOException {
        // Finds bad names before the first client does.
        new ServerHandshake(own, protocols, random);
        RawKeyServer server = new RawKeyServer(own, List.copyOf(protocols), socket, settings, random,
                inspection, handler);
        server.connector.start();
        return server;
    }

    private ServerConnectionConfig configuration() {
        return ServerConnectionConfig.builder()
                .maxIdleTimeout(settings.idleTimeoutMillis())
                .maxUnidirectionalStreamBufferSize(settings.streamBuffer())
                .maxBidirectionalStreamBufferSize(settings.streamBuffer())
                .maxConnectionBufferSize(settings.connectionBuffer())
                .maxOpenPeerInitiatedUnidirectionalStreams(settings.unidirectional())
                .maxOpenPeerInitiatedBidirectionalStreams(settings.bidirectional())
                // An address is no proof of anything here, and the extra round trip is felt.
                .retryRequired(ServerConnectionConfig.RetryRequired.Never)
                .connectionIdLength(CONNECTION_ID_BYTES)
                .build();
    }

    private void started(ServerHandshaker handshaker) {
        handshaker.failure().thenAccept(why -> refused(handshaker, why));
        handshaker.closed().thenAccept(how -> {
            if (handshaker.client().isEmpty() && !handshaker.failure().isDone()) {
                refused(handshaker, HandshakeFailedException.closed(how));
            }
        });
    }

    private boolean isRegistered(ServerConnectionImpl connection) {
        return KwikInternals.get().isRegistered(connector, connection);
    }

    private void refused(ServerHandshaker handshaker, HandshakeFailedException why) {
        if (handshaker.client().isEmpty()) {
            handler.refused(handshaker.remoteAddress(), why);
        }
    }

    private void socketEnded() {
        if (ended.compareAndSet(false, true)) {
            // Not on kwik's receiving thread, which has to be let go for that.
            Thread.ofVirtual().name("quic-server-end").start(() -> {
                KwikInternals.get().close(connector, CLOSING_TIME);
                handler.ended();
            });
        }
    }

    /** Closes all connections and the socket; takes about a second at most. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            KwikInternals.get().close(connector, CLOSING_TIME);
        }
    }

    /** What kwik asks about each application protocol. */
    private final class Protocol implements ApplicationProtocolConnectionFactory {

        @Override
        public ApplicationProtocolConnection createConnection(String protocol, QuicConnection connection) {
            ServerHandshaker handshaker = (ServerHandshaker) KwikInternals.get().serverEngine(connection);
            ServerConnectionImpl established = (ServerConnectionImpl) connection;
            PeerConnection peer = new PeerConnection(established, handshaker.client().orElseThrow(), protocol,
                    settings, new Breakdown.OfServer(connector, established), handshaker.closed());
            handler.connected(peer);
            return new ApplicationProtocolConnection() {
                @Override
                public void acceptPeerInitiatedStream(QuicStream stream) {
                    peer.opened(stream);
                }
            };
        }

        @Override
        public int maxConcurrentPeerInitiatedBidirectionalStreams() {
            return settings.bidirectional();
        }

        @Override
        public int maxConcurrentPeerInitiatedUnidirectionalStreams() {
            return settings.unidirectional();
        }

        @Override
        public boolean enableDatagramExtension() {
            return true;
        }
    }
}
