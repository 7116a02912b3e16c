package dev.magicsock.quicsim.ambient;

import dev.magicsock.socket.NoSocketImpl;
import java.net.DatagramSocket;

/** What a {@link DatagramSocket} is that woven code opens of its own: there is no system that it could ask for one. */
public final class NoDatagramSocket extends DatagramSocket {

    /** @throws IllegalStateException always */
    public NoDatagramSocket() {
        this(0);
    }

    /** @throws IllegalStateException always */
    public NoDatagramSocket(int port) {
        super(new NoSocketImpl());
        throw new IllegalStateException("a socket of the system was asked for, with port " + port);
    }
}
