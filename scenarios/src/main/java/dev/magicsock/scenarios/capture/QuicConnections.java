package dev.magicsock.scenarios.capture;

import dev.magicsock.scenarios.host.QuicIds;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the connections of a run by the ids that their packets show in clear: long headers name both, so a handshake
 * teaches the ids by which the short headers behind it are known.
 */
final class QuicConnections {

    /** Three for each connection; those beyond belong to no connection. */
    private static final int MAX_IDS = 100_000;

    private final Map<String, Connection> byId = new LinkedHashMap<>();
    private int count;

    /**
     * One connection.
     *
     * @param number from 1, in the order in which they begin
     * @param client number of the endpoint that began it
     * @param server number of the other one
     */
    record Connection(int number, int client, int server) {

        int peerOf(int endpoint) {
            return endpoint == client ? server : client;
        }
    }

    /** The connection of a datagram, if it is known. */
    Optional<Connection> find(ByteBuffer datagram) {
        String destination = QuicIds.destination(datagram);
        String source = QuicIds.source(datagram);
        Optional<Connection> found =
                Optional.ofNullable(byId.get(destination)).or(() -> Optional.ofNullable(byId.get(source)));
        found.ifPresent(connection -> learn(connection, destination, source));
        return found;
    }

    /** The connection of a datagram, which is a new one if it is not known and the datagram shows an id of its own. */
    Optional<Connection> findOrBegin(ByteBuffer datagram, int client, int server) {
        Optional<Connection> known = find(datagram);
        String source = QuicIds.source(datagram);
        if (known.isPresent() || source.isEmpty()) {
            return known;
        }
        Connection begun = new Connection(++count, client, server);
        learn(begun, QuicIds.destination(datagram), source);
        return Optional.of(begun);
    }

    private void learn(Connection connection, String destination, String source) {
        if (byId.size() < MAX_IDS && !source.isEmpty()) {
            byId.putIfAbsent(destination, connection);
            byId.putIfAbsent(source, connection);
        }
    }
}
