package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayAccount;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One relay connection alone as a {@link java.net.DatagramSocket}: QUIC over a relay without any direct path.
 *
 * <p>Remotes have made-up addresses: {@link #addressOf} gives a remote's, and what it sends comes from there.
 * Datagrams can be sent from the start; they wait for the connection in a bounded queue for at most some seconds. A
 * lost connection is dialled again for as long as the socket is open. Only QUIC comes through: what other endpoints
 * of this kind say to each other about paths is dropped. Closing it ends the connection and its threads. Thread-safe,
 * as {@link FacadeSocket} says.
 */
public final class RelayDatagramSocket extends FacadeSocket {

    private static final int SLOTS = 1024;

    private final RelayConnection connection;

    private RelayDatagramSocket(RelayConnection connection) {
        super(SLOTS, connection.ownAddress(), Optional.empty());
        this.connection = connection;
    }

    /** Opens a socket and starts to dial; returns at once. */
    public static RelayDatagramSocket open(SecretKey key, RelayUrl relay) {
        return open(key, relay, RelayDialSettings.STANDARD);
    }

    /** The same with a say in how the relay is dialled. */
    public static RelayDatagramSocket open(SecretKey key, RelayUrl relay, RelayDialSettings dial) {
        RelayConnection connection = new RelayConnection(key, relay, dial);
        RelayDatagramSocket socket = new RelayDatagramSocket(connection);
        connection.start(socket);
        return socket;
    }

    /** The address that stands for a remote here. */
    public InetSocketAddress addressOf(EndpointId remote) {
        return connection.addressOf(remote);
    }

    /** Whom an address stands for; empty if for nobody. */
    public Optional<EndpointId> endpointOf(InetSocketAddress address) {
        return connection.endpointOf(address);
    }

    /** Waits until the relay has let us in; false if that takes longer, or the socket is closed. */
    public boolean awaitRelay(Duration atMost) throws InterruptedException {
        return connection.await(atMost);
    }

    /** Datagrams that were dropped instead of sent or received, for any reason, since the start. */
    public long dropped() {
        return connection.dropped();
    }

    /** What became of all datagrams that were sent; the parts add up at any time. */
    public RelayAccount relayAccount() {
        return connection.account();
    }

    @Override
    void transmit(InetSocketAddress destination, byte[] bytes, int offset, int length) {
        connection.send(destination, bytes, offset, length);
    }

    @Override
    void onClosed() {
        connection.close();
    }
}
