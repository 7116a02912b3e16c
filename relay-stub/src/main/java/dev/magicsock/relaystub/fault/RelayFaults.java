package dev.magicsock.relaystub.fault;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relaystub.server.ConnectionId;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Makes a relay misbehave on purpose. Asked on the relay's own thread, once for each connection and each message; must
 * return at once. Turning clients away is what {@link dev.magicsock.relaystub.server.AccessControl} is for.
 *
 * <p>Silence in one direction is {@link Fate.Drop} for every message of that direction; a half-open connection is
 * {@link Fate.Drop} for the connection. {@link ActiveFaults} does both and more as told.
 */
public interface RelayFaults {

    /** A relay without faults. */
    RelayFaults NONE = new RelayFaults() {
    };

    /** A connection was accepted. Dropping it means to keep it and never read from it. */
    default Fate ofConnection(InetSocketAddress client) {
        return Fate.PASS;
    }

    /**
     * A message came from a client.
     *
     * @param connection counts upgraded connections from 1
     * @param client     whose connection it is, once that is proven
     * @param message    only to be read
     */
    default Fate fromClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
        return Fate.PASS;
    }

    /**
     * A message is about to go to a client.
     *
     * @param connection counts upgraded connections from 1
     * @param client     whose connection it is, once that is proven
     * @param message    only to be read
     */
    default Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
        return Fate.PASS;
    }
}
