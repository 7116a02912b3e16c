package dev.magicsock.socket;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A {@link DatagramSocket} without a socket: what it sends goes to an owner, what it receives comes out of a bounded
 * queue.
 *
 * <p>Addresses are mapped ones, which exist only inside this process. Receiving, timeouts, interrupts and closing
 * behave as {@code DatagramSocket} documents: a platform thread that is interrupted goes on waiting, a virtual one
 * closes the facade; closing wakes every thread that waits; any number of threads may send at once. A datagram that
 * exceeds the packet is truncated. What has no meaning here (multicast, binding again, most options) is refused with
 * the exception that {@code DatagramSocket} names for it, or ignored where it is only a hint.
 */
public abstract sealed class FacadeSocket extends DatagramSocket permits MagicSocket, RelayDatagramSocket {

    private static final String CLOSED = "Socket closed";

    private final DatagramQueue queue;
    private final InetSocketAddress local;
    private final Optional<InetSocketAddress> peer;
    private volatile boolean closed;
    private volatile int timeoutMillis;
    private volatile int trafficClass;
    private final Destinations destinations = new Destinations();

    /**
     * @param local what the local address is said to be
     * @param peer  the only address that may be sent to, if there is such a one
     */
    FacadeSocket(int slots, InetSocketAddress local, Optional<InetSocketAddress> peer) {
        super(new NoSocketImpl());
        this.queue = new DatagramQueue(slots);
        this.local = local;
        this.peer = peer;
    }

    /** Sends a datagram, which is only valid during the call; never waits for the network. */
    abstract void transmit(InetSocketAddress destination, byte[] bytes, int offset, int length) throws IOException;

    /** This facade was closed; called once. */
    abstract void onClosed();

    /** A datagram for this facade. */
    final DatagramQueue.Offer offer(InetSocketAddress source, ByteBuffer payload) {
        return queue.offer(source, payload);
    }

    @Override
    public final void send(DatagramPacket packet) throws IOException {
        synchronized (packet) {
            requireOpen();
            InetSocketAddress destination = destinationOf(packet);
            transmit(destination, packet.getData(), packet.getOffset(), packet.getLength());
        }
    }

    private InetSocketAddress destinationOf(DatagramPacket packet) {
        InetAddress address = packet.getAddress();
        if (address == null) {
            return peer.orElseThrow(() -> new IllegalArgumentException("Address not set"));
        }
        if (peer.isEmpty()) {
            return destinations.of(address, packet.getPort());
        }
        if (!address.equals(peer.get().getAddress()) || packet.getPort() != peer.get().getPort()) {
            throw new IllegalArgumentException("Connected address and packet address differ");
        }
        return peer.get();
    }

    @Override
    public final void receive(DatagramPacket packet) throws IOException {
        synchronized (packet) {
            requireOpen();
            long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            boolean virtual = Thread.currentThread().isVirtual();
            switch (await(queue, packet, nanos, virtual)) {
                case READ -> {
                    // The packet is filled.
                }
                case TIMED_OUT -> throw new SocketTimeoutException("Receive timed out");
                case CLOSED -> throw new SocketException(CLOSED);
                case INTERRUPTED -> {
                    close();
                    throw new SocketException("Closed by interrupt");
                }
                case NUDGED, WAITING -> throw new IllegalStateException("the wait has not ended");
            }
        }
    }

    /** Waits for a datagram as {@link DatagramQueue#poll} does. */
    DatagramQueue.Poll await(DatagramQueue from, DatagramPacket into, long nanos, boolean virtual) {
        return from.poll(into, nanos, virtual);
    }

    @Override
    public final void close() {
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
        }
        queue.close();
        onClosed();
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException(CLOSED);
        }
    }

    // Addresses

    @Override
    public final boolean isBound() {
        return true;
    }

    @Override
    public final boolean isConnected() {
        return peer.isPresent();
    }

    @Override
    public final InetAddress getInetAddress() {
        return peer.map(InetSocketAddress::getAddress).orElse(null);
    }

    @Override
    public final int getPort() {
        return peer.map(InetSocketAddress::getPort).orElse(-1);
    }

    @Override
    public final SocketAddress getRemoteSocketAddress() {
        return peer.orElse(null);
    }

    /** An address without meaning to anybody else; null once closed. */
    @Override
    public final SocketAddress getLocalSocketAddress() {
        return closed ? null : local;
    }

    @Override
    public final InetAddress getLocalAddress() {
        return closed ? null : local.getAddress();
    }

    @Override
    public final int getLocalPort() {
        return closed ? -1 : local.getPort();
    }

    /** @throws SocketException always, as a facade is bound from the start */
    @Override
    public final void bind(SocketAddress address) throws SocketException {
        requireOpen();
        throw new SocketException("already bound");
    }

    /** @throws SocketException unless it is connected to this very address already */
    @Override
    public final void connect(SocketAddress address) throws SocketException {
        requireOpen();
        if (peer.isEmpty() || !peer.get().equals(address)) {
            throw new SocketException("a facade's peer cannot be changed");
        }
    }

    /** @throws IllegalArgumentException unless it is connected to this very address already */
    @Override
    public final void connect(InetAddress address, int port) {
        if (peer.isEmpty() || !peer.get().equals(new InetSocketAddress(address, port))) {
            throw new IllegalArgumentException("a facade's peer cannot be changed");
        }
    }

    /** Does nothing: a facade's peer is its own for good. */
    @Override
    public final void disconnect() {
        // Whom it belongs to was decided when it was opened.
    }

    /** Always null. */
    @Override
    public final DatagramChannel getChannel() {
        return null;
    }

    // Options

    @Override
    public final void setSoTimeout(int millis) throws SocketException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        requireOpen();
        timeoutMillis = millis;
    }

    @Override
    public final int getSoTimeout() throws SocketException {
        requireOpen();
        return timeoutMillis;
    }

    /** A hint that is not followed: the queue's bound is fixed. */
    @Override
    public final void setReceiveBufferSize(int bytes) throws SocketException {
        requirePositive(bytes);
        requireOpen();
    }

    @Override
    public final int getReceiveBufferSize() throws SocketException {
        requireOpen();
        return queue.capacityBytes();
    }

    /** A hint that is not followed. */
    @Override
    public final void setSendBufferSize(int bytes) throws SocketException {
        requirePositive(bytes);
        requireOpen();
    }

    @Override
    public final int getSendBufferSize() throws SocketException {
        requireOpen();
        return queue.capacityBytes();
    }

    private static void requirePositive(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("size " + bytes + " is not positive");
        }
    }

    /** A hint that is kept and not followed. */
    @Override
    public final void setTrafficClass(int value) throws SocketException {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("traffic class " + value + " is not in 0..255");
        }
        requireOpen();
        trafficClass = value;
    }

    @Override
    public final int getTrafficClass() throws SocketException {
        requireOpen();
        return trafficClass;
    }

    /** Ignored: nothing here is ever broadcast. */
    @Override
    public final void setBroadcast(boolean on) throws SocketException {
        requireOpen();
    }

    @Override
    public final boolean getBroadcast() throws SocketException {
        requireOpen();
        return false;
    }

    /** Ignored: nothing is bound here. */
    @Override
    public final void setReuseAddress(boolean on) throws SocketException {
        requireOpen();
    }

    @Override
    public final boolean getReuseAddress() throws SocketException {
        requireOpen();
        return false;
    }

    /** @throws UnsupportedOperationException always: {@link #supportedOptions} is empty */
    @Override
    public final <T> DatagramSocket setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException("'" + name + "' not supported");
    }

    /** @throws UnsupportedOperationException always: {@link #supportedOptions} is empty */
    @Override
    public final <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException("'" + name + "' not supported");
    }

    @Override
    public final Set<SocketOption<?>> supportedOptions() {
        return new LinkedHashSet<>();
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public final void joinGroup(SocketAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("multicast");
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public final void leaveGroup(SocketAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("multicast");
    }
}
