package dev.magicsock.natview;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody outside told from where a socket's datagram reached it.
 *
 * @param socket    number of the socket
 * @param localPort the port that it is bound to, 1 to 65535
 * @param server    who told; it answered at the endpoint that was asked
 * @param mapped    what it saw
 * @param at        when the answer came
 */
public record PortSighting(int socket, int localPort, InetSocketAddress server, InetSocketAddress mapped, Instant at) {

    private static final int PORT_MAX = 65_535;

    public PortSighting {
        if (localPort < 1 || localPort > PORT_MAX) {
            throw new IllegalArgumentException("a bound socket has a port from 1 to 65535, not " + localPort);
        }
        SocketAddresses.requireResolved(server);
        SocketAddresses.requireResolved(mapped);
        Objects.requireNonNull(at, "at");
    }
}
