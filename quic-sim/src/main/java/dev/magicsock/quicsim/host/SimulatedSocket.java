package dev.magicsock.quicsim.host;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.Task;
import dev.magicsock.quicsim.kernel.WaitQueue;
import dev.magicsock.quicsim.kernel.Wake;
import dev.magicsock.socket.ConnectionIds;
import dev.magicsock.socket.NoSocketImpl;
import dev.magicsock.socket.RoutedFacade;
import dev.magicsock.socket.SocketCounter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A {@link DatagramSocket} in a simulated process: waiting to receive takes virtual time. It behaves as the facades
 * over real sockets do, which are routed by the same {@link dev.magicsock.socket.FacadeRouter}.
 */
final class SimulatedSocket extends DatagramSocket implements RoutedFacade {

    /** As many as a facade over real sockets holds. */
    private static final int MAX_QUEUED = 1024;

    private final InetSocketAddress local;
    private final Optional<EndpointId> remote;
    private final Optional<InetSocketAddress> peer;
    private final int flow;
    private final Outlet outlet;
    private final ConnectionIds ownIds = new ConnectionIds(ConnectionIds.PER_CLIENT);
    private final ArrayDeque<Arrived> queue = new ArrayDeque<>();
    private final WaitQueue receivers = new WaitQueue("a datagram");
    private int timeoutMillis;
    private boolean closed;

    private record Arrived(long delivery, InetSocketAddress source, byte[] bytes) {
    }

    /** Where datagrams go and come from, and who hears of the end. */
    interface Outlet {
        void send(SimulatedSocket socket, InetSocketAddress destination, ByteBuffer datagram);

        /** The number of the datagram that is being delivered. */
        long delivery();

        /** A thread took the datagram of this number. */
        void taken(long delivery);

        void closed(SimulatedSocket socket);
    }

    SimulatedSocket(InetSocketAddress local, Optional<EndpointId> remote, Optional<InetSocketAddress> peer,
                    int flow, Outlet outlet) {
        super(new NoSocketImpl());
        this.local = local;
        this.remote = remote;
        this.peer = peer;
        this.flow = flow;
        this.outlet = outlet;
    }

    @Override
    public Optional<EndpointId> remote() {
        return remote;
    }

    @Override
    public ConnectionIds ownIds() {
        return ownIds;
    }

    /** Tells its datagrams from those of others. */
    int flow() {
        return flow;
    }

    @Override
    public SocketCounter take(InetSocketAddress source, ByteBuffer datagram) {
        if (closed) {
            return SocketCounter.RECV_NO_FACADE;
        }
        if (queue.size() >= MAX_QUEUED) {
            return SocketCounter.RECV_QUEUE_FULL;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        queue.addLast(new Arrived(outlet.delivery(), source, bytes));
        receivers.wakeOne();
        return SocketCounter.RECV_DATAGRAMS;
    }

    @Override
    public void send(DatagramPacket packet) throws SocketException {
        requireOpen();
        InetSocketAddress destination = packet.getAddress() == null ? peer.orElseThrow()
                : new InetSocketAddress(packet.getAddress(), packet.getPort());
        outlet.send(this, destination, ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()));
        Kernel.current().yieldPoint();
    }

    @Override
    public void receive(DatagramPacket packet) throws SocketException, SocketTimeoutException {
        requireOpen();
        Task task = Kernel.currentTask();
        Kernel kernel = task.kernel();
        long deadline = kernel.deadline(timeoutMillis == 0 ? Kernel.FOREVER
                : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
        while (queue.isEmpty()) {
            // Threads of kwik are platform threads, which go on waiting when they are interrupted.
            Wake wake = kernel.await(receivers, null, kernel.until(deadline), false);
            requireOpen();
            if (wake == Wake.TIMED_OUT && queue.isEmpty()) {
                throw new SocketTimeoutException("Receive timed out");
            }
        }
        Arrived arrived = queue.pollFirst();
        outlet.taken(arrived.delivery);
        fill(packet, arrived);
    }

    private static void fill(DatagramPacket packet, Arrived arrived) {
        int room = packet.getData().length - packet.getOffset();
        int length = Math.min(room, arrived.bytes.length);
        System.arraycopy(arrived.bytes, 0, packet.getData(), packet.getOffset(), length);
        packet.setLength(length);
        packet.setSocketAddress(arrived.source);
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException("Socket closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            queue.clear();
            receivers.wakeAll();
            outlet.closed(this);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return peer.orElse(null);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return closed ? null : local;
    }

    @Override
    public InetAddress getLocalAddress() {
        return closed ? null : local.getAddress();
    }

    @Override
    public int getLocalPort() {
        return closed ? -1 : local.getPort();
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setReceiveBufferSize(int bytes) {
        // A hint that is not followed: the queue's bound is fixed.
    }

    @Override
    public int getReceiveBufferSize() {
        return MAX_QUEUED * (1 << 16);
    }

    @Override
    public void setSendBufferSize(int bytes) {
        // A hint that is not followed.
    }

    @Override
    public int getSendBufferSize() {
        return MAX_QUEUED * (1 << 16);
    }
}
