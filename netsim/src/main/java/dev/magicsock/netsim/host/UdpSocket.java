package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;

/** A UDP socket of a simulated host. Used by its program only, on the simulation's thread. */
public interface UdpSocket {

    /** The local port, 1 to 65535. */
    int localPort();

    /**
     * Sends one datagram. It may be lost on the way like any other; sending never fails and never blocks.
     *
     * @param destination where to
     * @param payload     its remaining bytes are the datagram, at most 65507; they are copied, its position does not
     *                    move
     * @throws IllegalArgumentException if the payload is too large
     * @throws IllegalStateException    if the socket is closed
     */
    void send(IpEndpoint destination, ByteBuffer payload);

    /** Closes the socket; datagrams that arrive later are dropped. A second close does nothing. */
    void close();
}
