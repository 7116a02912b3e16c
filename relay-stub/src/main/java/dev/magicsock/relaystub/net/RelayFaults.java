package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.server.ConnectionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Makes a relay misbehave on purpose. Asked on the relay's own thread, once for each connection and each message; must
 * return at once. Turning clients away is what {@code AccessControl} is for.
 *
 * <p>Silence in one direction is {@link Fate.Drop} for every message of that direction; a half-open connection is
 * {@link Fate.Drop} for the connection.
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
     * @param message    only to be read
     */
    default Fate fromClient(ConnectionId connection, byte[] message) {
        return Fate.PASS;
    }

    /**
     * A message is about to go to a client.
     *
     * @param connection counts upgraded connections from 1
     * @param message    only to be read
     */
    default Fate toClient(ConnectionId connection, byte[] message) {
        return Fate.PASS;
    }

    /** What becomes of a connection or a message. */
    sealed interface Fate {

        /** Nothing special. */
        Fate PASS = new Pass();

        /** Nothing special. */
        record Pass() implements Fate {
        }

        /** It is lost without a word. */
        record Drop() implements Fate {
        }

        /** It goes on later; equal delays keep the order of messages. */
        record Delay(Duration delay) implements Fate {
            public Delay {
                Objects.requireNonNull(delay);
            }
        }

        /** The connection ends without a word. */
        record Close() implements Fate {
        }
    }
}
