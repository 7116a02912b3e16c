package dev.magicsock.bench.quic;

import dev.magicsock.socket.NoSocketImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes everything on to another socket, and remembers which datagrams came. */
final class WitnessSocket extends DatagramSocket {

    private final DatagramSocket socket;
    private final Set<Long> received = ConcurrentHashMap.newKeySet();

    WitnessSocket(DatagramSocket socket) {
        super(new NoSocketImpl());
        this.socket = socket;
    }

    /** What came, by {@link SlowPath#nameOf}. */
    Set<Long> received() {
        return received;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        socket.receive(packet);
        received.add(SlowPath.nameOf(packet.getData(), packet.getLength()));
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        socket.send(packet);
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }
}
