package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a {@link FacadeRouter} knows of a facade. A {@link java.net.DatagramSocket} brings some of it along. */
public interface RoutedFacade {

    /** Whom it was opened to dial; empty for the server's. */
    Optional<EndpointId> remote();

    /** The mapped address of the remote; null for the server's. */
    SocketAddress getRemoteSocketAddress();

    /** The ids that connections above it were seen to choose; the router alone uses them. */
    ConnectionIds ownIds();

    /**
     * Takes a datagram for whoever receives from the facade.
     *
     * @param datagram valid during the call
     * @return what has become of it
     */
    SocketCounter take(InetSocketAddress source, ByteBuffer datagram);
}
