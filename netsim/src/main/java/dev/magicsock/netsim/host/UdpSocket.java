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

    /**
     * Sends one datagram that gets no further than so many routers.
     *
     * @param hopLimit Time to Live of IPv4, Hop Limit of IPv6: 1 to 255; routers on the way take one off each, and
     *                 drop it at 0
     * @throws IllegalArgumentException if the payload is too large or the hop limit out of range
     * @throws IllegalStateException    if the socket is closed
     */
    void send(IpEndpoint destination, ByteBuffer payload, int hopLimit);

    /** Closes the socket; datagrams that arrive later are dropped. A second close does nothing. */
    void close();
}
