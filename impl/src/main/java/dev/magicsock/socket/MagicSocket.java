package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One of the {@link java.net.DatagramSocket}s above a {@link MagicSocketHub}: what a QUIC library is given as its
 * socket.
 *
 * <p>There is one for the server and one for each connection that is dialled, since a QUIC library closes its socket
 * when it is done and must not take the others' along. Closing one closes only itself; closing the hub closes all.
 * Which facade gets a datagram is told by its QUIC connection id: one that a dialling facade was seen to choose for
 * itself leads there if the datagram comes from the remote that was dialled; everything else is the server's. A short
 * header with an id that nobody was seen to choose goes to every facade that may have told it to the remote in secret.
 *
 * <p>Thread-safe, as {@link FacadeSocket} says.
 */
public final class MagicSocket extends FacadeSocket implements RoutedFacade {

    private final CoreDriver driver;
    private final SocketReader reader;
    private final Outbox outbox = new Outbox();
    private final Optional<EndpointId> remote;
    private final int flow;
    private final ConnectionIds ownIds = new ConnectionIds(ConnectionIds.PER_CLIENT);

    /**
     * @param reader lets its thread read the sockets itself; null if somebody else does
     * @param remote whom it was opened to dial; empty for the server's
     * @param flow   tells this facade's datagrams from those of the others to the same remote
     */
    MagicSocket(CoreDriver driver, SocketReader reader, InetSocketAddress local, Optional<EndpointId> remote,
            Optional<InetSocketAddress> peer, int slots, int flow) {
        super(slots, local, peer);
        this.driver = driver;
        this.reader = reader;
        this.remote = remote;
        this.flow = flow;
    }

    @Override
    public Optional<EndpointId> remote() {
        return remote;
    }

    /** The connection ids under which the connections above are known; guarded by the driver's lock. */
    @Override
    public ConnectionIds ownIds() {
        return ownIds;
    }

    @Override
    public SocketCounter take(InetSocketAddress source, ByteBuffer datagram) {
        return switch (offer(source, datagram)) {
            case TAKEN -> SocketCounter.RECV_DATAGRAMS;
            case FULL -> SocketCounter.RECV_QUEUE_FULL;
            case TOO_LARGE -> SocketCounter.RECV_TOO_LARGE;
            case CLOSED -> SocketCounter.RECV_NO_FACADE;
        };
    }

    int flow() {
        return flow;
    }

    @Override
    void transmit(InetSocketAddress destination, byte[] bytes, int offset, int length) throws IOException {
        outbox.lock();
        try {
            outbox.fill(bytes, offset, length);
            driver.submit(this, destination, outbox);
        } finally {
            outbox.unlock();
        }
    }

    @Override
    DatagramQueue.Poll await(DatagramQueue from, DatagramPacket into, long nanos, boolean virtual) {
        return reader == null ? super.await(from, into, nanos, virtual) : reader.poll(from, into, nanos, virtual);
    }

    @Override
    void onClosed() {
        driver.closed(this);
    }
}
