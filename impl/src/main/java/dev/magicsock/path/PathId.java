package dev.magicsock.path;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Objects;

/** The name of one path to a remote endpoint; which remote is said by the context. */
public sealed interface PathId {

    /** What carries this path. */
    PathKind kind();

    /**
     * From one of our sockets to one address of the remote.
     *
     * @param socket the local socket
     * @param remote where the remote receives, as seen from here
     */
    record Direct(SocketId socket, InetSocketAddress remote) implements PathId {
        public Direct {
            Objects.requireNonNull(socket, "socket");
            SocketAddresses.requireResolved(remote);
        }

        @Override
        public PathKind kind() {
            return remote.getAddress() instanceof Inet6Address ? PathKind.IPV6 : PathKind.IPV4;
        }

        @Override
        public String toString() {
            return SocketAddresses.format(remote) + " over " + socket;
        }
    }

    /** Through a relay, which addresses the remote by its EndpointId. */
    record Relayed(RelayUrl relay) implements PathId {
        public Relayed {
            Objects.requireNonNull(relay, "relay");
        }

        @Override
        public PathKind kind() {
            return PathKind.RELAY;
        }

        @Override
        public String toString() {
            return "relay " + relay;
        }
    }
}
