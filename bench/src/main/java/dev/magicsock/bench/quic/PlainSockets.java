package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Two sockets of the operating system, with buffers as large as the MagicSock gives to its own. */
final class PlainSockets implements SocketPair {

    /** As in the MagicSock's UDP sockets, so that no side loses less for that reason. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final InetAddress loopback;
    private DatagramSocket server;

    PlainSockets(InetAddress loopback) {
        this.loopback = loopback;
    }

    @Override
    public String name() {
        return "DatagramSocket";
    }

    @Override
    public DatagramSocket server() throws IOException {
        server = open();
        return server;
    }

    @Override
    public InetSocketAddress serverAddress() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public DatagramSocket client() throws SocketException {
        return open();
    }

    private DatagramSocket open() throws SocketException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.setSendBufferSize(BUFFER_BYTES);
        return socket;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
