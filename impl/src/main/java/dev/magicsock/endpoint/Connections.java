package dev.magicsock.endpoint;

import dev.magicsock.endpoint.EndpointEvent.Direction;
import dev.magicsock.quic.PeerConnection;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connections of one endpoint that have not ended, and the sockets below those that it dialled. Thread-safe. */
final class Connections {

    /** A connection says goodbye three times its probe timeout, which is much shorter on a usual path. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Events events;
    private final Set<Connection> open = new LinkedHashSet<>();
    private final Set<DatagramSocket> dialling = new LinkedHashSet<>();

    Connections(Events events) {
        this.events = events;
    }

    Connection join(PeerConnection peer, Direction direction) {
        Connection connection = new Connection(peer);
        synchronized (this) {
            open.add(connection);
        }
        events.tell(new EndpointEvent.Connected(peer.remote(), peer.protocol(), direction));
        peer.closed().thenAccept(how -> {
            synchronized (this) {
                open.remove(connection);
            }
            events.tell(new EndpointEvent.Closed(peer.remote(), peer.protocol(), how));
        });
        return connection;
    }

    /** A socket for one connection that is dialled; it is forgotten once it is closed. */
    synchronized void dialling(DatagramSocket socket) {
        dialling.removeIf(DatagramSocket::isClosed);
        dialling.add(socket);
    }

    /** Ends all connections, and waits a little until those that were dialled have told their remotes. */
    void close() {
        List<Connection> connections;
        List<DatagramSocket> sockets;
        synchronized (this) {
            connections = new ArrayList<>(open);
            sockets = new ArrayList<>(dialling);
        }
        connections.forEach(Connection::close);
        try {
            awaitClosed(sockets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The QUIC library closes its socket when it is done, and tells nobody. */
    private static void awaitClosed(List<DatagramSocket> sockets) throws InterruptedException {
        long glances = GOODBYE.dividedBy(GLANCE);
        for (long i = 0; i < glances && !sockets.stream().allMatch(DatagramSocket::isClosed); i++) {
            Thread.sleep(GLANCE);
        }
    }
}
