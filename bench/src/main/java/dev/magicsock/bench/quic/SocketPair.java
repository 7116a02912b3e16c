package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** The sockets under a client and a server: what is compared. The server's is opened once. */
interface SocketPair extends AutoCloseable {

    /** How it is called in the output. */
    String name();

    /** The server's socket. */
    DatagramSocket server() throws IOException;

    /** Where a client sends to; to be asked after {@link #server}. */
    InetSocketAddress serverAddress();

    /** The socket of one client connection. */
    DatagramSocket client() throws SocketException;

    @Override
    void close();
}
