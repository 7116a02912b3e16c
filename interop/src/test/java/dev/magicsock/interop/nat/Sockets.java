package dev.magicsock.interop.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sockets of many hosts. What they send carries a number, by which it is known wherever it arrives. */
final class Sockets implements AutoCloseable {

    /** @param source as the receiver sees it */
    record Arrival(IpEndpoint source, IpEndpoint receiver) {
    }

    /** Opens a socket at an endpoint. */
    interface Opener {

        DatagramChannel open(IpEndpoint at) throws IOException;
    }

    private final Selector selector = Selector.open();
    private final Map<IpEndpoint, DatagramChannel> channels = new HashMap<>();
    private final Map<Integer, Arrival> arrivals = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(100);

    Sockets() throws IOException {
    }

    void open(IpEndpoint at, Opener opener) throws IOException {
        DatagramChannel channel = opener.open(at);
        channel.register(selector, SelectionKey.OP_READ, at);
        channels.put(at, channel);
    }

    void send(int number, IpEndpoint from, IpEndpoint to) throws IOException {
        buffer.clear().putInt(number).flip();
        channels.get(from).send(buffer, to.toInetSocketAddress());
    }

    /** Waits until a packet arrives; empty if it does not in that time. */
    Optional<Arrival> await(int number, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!arrivals.containsKey(number) && System.nanoTime() < end) {
            selector.select(this::receive, 10);
        }
        return Optional.ofNullable(arrivals.remove(number));
    }

    /** Takes what has arrived already. */
    void receive() throws IOException {
        selector.selectNow(this::receive);
    }

    /** How many packets arrived that nobody waited for. */
    int unexpected() {
        return arrivals.size();
    }

    private void receive(SelectionKey key) {
        try {
            buffer.clear();
            InetSocketAddress source;
            while ((source = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(buffer)) != null) {
                IpEndpoint receiver = (IpEndpoint) key.attachment();
                arrivals.put(buffer.flip().getInt(), new Arrival(IpEndpoint.of(source), receiver));
                buffer.clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels.values()) {
            channel.close();
        }
        selector.close();
    }
}
