package dev.magicsock.endpoint;

import dev.magicsock.endpoint.EndpointEvent.Direction;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.quic.HandshakeFailedException;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.RawKeyClient;
import dev.magicsock.quic.RawKeyServer;
import dev.magicsock.socket.MagicSocket;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.SocketCounters;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An endpoint: dials others by their identity and is dialled by its own, over whatever path works best.
 *
 * <pre>{@code
 * try (MagicSock sock = MagicSock.builder().relays(relays).protocols(List.of("example/1")).bind();
 *         Connection connection = sock.connect(remote, "example/1")) {
 *     PeerStream stream = connection.openStream();
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. It owns threads and sockets until it is closed.
 */
public final class MagicSock implements AutoCloseable {

    private final MagicSocketHub hub;
    private final RawKeyClient client;
    private final Optional<RawKeyServer> server;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Metrics metrics = new Metrics();
    private final Events events;
    private final Connections connections;
    private final Accepted accepted;
    private final Duration connectTimeout;
    private final Finding finding;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MagicSock(MagicSockBuilder settings) throws IOException {
        this.events = new Events(settings.key().id(), roundTrips, metrics, settings.clock(), settings.listeners());
        this.connections = new Connections(events);
        this.accepted = new Accepted(peer -> connections.join(peer, Direction.ACCEPTED), events);
        this.connectTimeout = settings.connectTimeout();
        this.client = new RawKeyClient(settings.key(), settings.quic(), settings.random());
        this.hub = settings.hub().listener(events).bind();
        try {
            this.server = serve(settings);
            this.finding = new Finding(hub.id(), settings.openDiscovery(), hub::addRemote);
        } catch (IOException | RuntimeException e) {
            hub.close();
            throw e;
        }
        publishFromNowOn();
    }

    private void publishFromNowOn() {
        if (finding.isEmpty()) {
            return;
        }
        finding.publish(hub.address());
        events.add((event, _) -> {
            if (event instanceof EndpointEvent.AddressesChanged || event instanceof EndpointEvent.HomeRelayChanged) {
                finding.publish(hub.address());
            }
        });
    }

    private Optional<RawKeyServer> serve(MagicSockBuilder settings) throws IOException {
        if (settings.protocols().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(RawKeyServer.start(settings.key(), settings.protocols(), hub.openServerSocket(),
                settings.quic(), settings.random(), accepted));
    }

    /** Collects the settings of an endpoint. */
    public static MagicSockBuilder builder() {
        return new MagicSockBuilder();
    }

    static MagicSock bind(MagicSockBuilder settings) throws IOException {
        return new MagicSock(settings);
    }

    // This endpoint

    /** The identity by which others dial this endpoint. */
    public EndpointId id() {
        return hub.id();
    }

    /** Where others may reach this endpoint, as known now: home relay and own addresses, never a wildcard. */
    public EndpointAddr address() {
        return hub.address();
    }

    /** The relay at which others find this endpoint; empty until one has let it in. */
    public Optional<RelayUrl> homeRelay() {
        return hub.homeRelay();
    }

    /** What the UDP sockets are bound to, wildcards included. */
    public List<InetSocketAddress> boundAddresses() {
        return hub.boundAddresses();
    }

    /** Counts of what passed. */
    public SocketCounters counters() {
        return hub.counters();
    }

    /** Everything that can be monitored, for a binding to a monitoring library; always the same ones. */
    public List<Metric> metrics() {
        return metrics.of(hub);
    }

    // Connections

    /**
     * Connects, and returns when the remote has proved its identity. The connection begins on whatever works first, a
     * relay as a rule, and moves to better paths by itself. Blocks for the timeout of the builder at most.
     *
     * <p>Discovery is asked as well unless there is a path already; without any address it is waited for.
     *
     * @param remote   who, and where it may be; no address is needed for a remote that is known already, or that
     *                 discovery finds
     * @param protocol the application protocol (ALPN, RFC 7301), 1 to 255 bytes of UTF-8
     * @throws IOException              if no address is known or found
     * @throws HandshakeFailedException if somebody else answers, the remote refuses, or there is no answer
     * @throws InterruptedIOException   if the thread is interrupted; the attempt is given up
     * @throws SocketException          if this endpoint is closed
     * @throws IllegalArgumentException if the remote is this endpoint, or the protocol's name is not as described
     */
    public Connection connect(EndpointAddr remote, String protocol) throws IOException {
        find(remote);
        MagicSocket socket = hub.openClientSocket(remote);
        connections.dialling(socket);
        try {
            PeerConnection peer = client.connect(remote.id(), List.of(protocol),
                    (InetSocketAddress) socket.getRemoteSocketAddress(), _ -> socket, connectTimeout);
            return connections.join(peer, Direction.DIALLED);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to an endpoint that is known already, or that discovery finds; otherwise the same. */
    public Connection connect(EndpointId remote, String protocol) throws IOException {
        return connect(EndpointAddr.of(remote), protocol);
    }

    private void find(EndpointAddr remote) throws IOException {
        if (finding.isEmpty() || remoteInfo(remote.id()).flatMap(RemoteInfo::selected).isPresent()) {
            return;
        }
        CompletableFuture<Boolean> known = finding.ask(remote.id());
        if (remote.relayUrls().isEmpty() && remote.directAddresses().isEmpty()) {
            try {
                Finding.await(known, remote.id(), connectTimeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while looking for " + remote.id().toShortString());
            }
        }
    }

    /**
     * The next connection that a remote has dialled. Blocks until there is one.
     *
     * @throws IOException           if this endpoint is closed
     * @throws IllegalStateException if it was given no protocols
     */
    public Connection accept() throws IOException, InterruptedException {
        if (server.isEmpty()) {
            throw new IllegalStateException("an endpoint without protocols accepts nobody");
        }
        return accepted.take();
    }

    /** One remote as it is now, with every path to it; empty if it is not known, or not any more. */
    public Optional<RemoteInfo> remoteInfo(EndpointId remote) {
        return hub.remote(remote).map(snapshot -> RemoteInfo.of(snapshot, roundTrips, hub.now()));
    }

    // Watching

    /** Adds somebody who wants to hear everything from now on. */
    public void addListener(EndpointListener listener) {
        events.add(listener);
    }

    /** Removes a listener; it may hear one more event that is just being told. */
    public void removeListener(EndpointListener listener) {
        events.remove(listener);
    }

    /**
     * Closes all connections, telling the remotes, then relay connections and sockets, and waits until the threads have
     * ended, for some seconds at most. A second call does nothing. A listener must not call it.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        finding.close();
        accepted.ended();
        connections.close();
        server.ifPresent(RawKeyServer::close);
        hub.close();
    }
}
