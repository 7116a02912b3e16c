package dev.magicsock.socket;

import dev.magicsock.core.LocalSocket;
import dev.magicsock.path.SocketId;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * One bound, non-blocking UDP channel.
 *
 * <p>Non-blocking also for a second reason: an interrupted thread that sends through a blocking channel closes it for
 * everybody. Packets are never fragmented, where the platform lets us ask for it, because a path counts as able to
 * carry QUIC only if it carries full-size packets whole.
 */
final class UdpSocket implements AutoCloseable {

    /** Room for a burst of some 500 full-size datagrams; the system may grant less. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final SocketId id;
    private final InetSocketAddress wanted;
    private final DatagramChannel channel;
    private final LocalSocket local;

    private UdpSocket(SocketId id, InetSocketAddress wanted, DatagramChannel channel) throws IOException {
        this.id = id;
        this.wanted = wanted;
        this.channel = channel;
        this.local = new LocalSocket(id, boundAddress(wanted, channel));
    }

    /** Binds. An IPv6 wildcard carries IPv4 as well, as Java's channels always do. */
    static UdpSocket bind(SocketId id, InetSocketAddress wanted) throws IOException {
        boolean v4 = wanted.getAddress() instanceof Inet4Address;
        DatagramChannel channel = open(v4);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
            if (channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT)) {
                channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
            }
            channel.bind(wanted);
            return new UdpSocket(id, wanted, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel open(boolean v4) throws IOException {
        try {
            return DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this machine has no IPv6", e);
        }
    }

    /** What was asked for, but with the port that was given: the system may report a wildcard in the other family. */
    private static InetSocketAddress boundAddress(InetSocketAddress wanted, DatagramChannel channel)
            throws IOException {
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return new InetSocketAddress(wanted.getAddress(), port);
    }

    SocketId id() {
        return id;
    }

    LocalSocket local() {
        return local;
    }

    DatagramChannel channel() {
        return channel;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Where another socket would have to be bound to replace this one; the same port if that is possible. */
    InetSocketAddress replacementAddress() {
        return local.bound();
    }

    /** Where another socket would have to be bound if the port is taken. */
    InetSocketAddress originalAddress() {
        return wanted;
    }

    /** Receives one datagram into the cleared buffer and flips it; null if none waits. */
    InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        return source;
    }

    /** Sends the remaining bytes, whose position stays; false if the system's buffer is full. */
    boolean send(ByteBuffer payload, InetSocketAddress destination) throws IOException {
        int position = payload.position();
        try {
            return channel.send(payload, destination) > 0;
        } finally {
            payload.position(position);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return id + " at " + local.bound();
    }
}
