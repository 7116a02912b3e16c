package dev.magicsock.scenarios.capture;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the connections of a run by the ids that their packets show in clear (RFC 8999 sections 5.1 and 5.2): long
 * headers name both, so a handshake teaches the ids by which the short headers behind it are known.
 */
final class QuicConnections {

    private static final int LONG_FORM = 0x80;
    private static final int DESTINATION_LENGTH_OFFSET = 5;
    private static final int SHORT_DESTINATION_OFFSET = 1;
    /** Both ends of a connection of kwik choose ids of this length. */
    private static final int ID_BYTES = 8;
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
        String destination = destination(datagram);
        String source = source(datagram);
        Optional<Connection> found =
                Optional.ofNullable(byId.get(destination)).or(() -> Optional.ofNullable(byId.get(source)));
        found.ifPresent(connection -> learn(connection, destination, source));
        return found;
    }

    /** The connection of a datagram, which is a new one if it is not known and the datagram shows an id of its own. */
    Optional<Connection> findOrBegin(ByteBuffer datagram, int client, int server) {
        Optional<Connection> known = find(datagram);
        String source = source(datagram);
        if (known.isPresent() || source.isEmpty()) {
            return known;
        }
        Connection begun = new Connection(++count, client, server);
        learn(begun, destination(datagram), source);
        return Optional.of(begun);
    }

    private void learn(Connection connection, String destination, String source) {
        if (byId.size() < MAX_IDS && !source.isEmpty()) {
            byId.putIfAbsent(destination, connection);
            byId.putIfAbsent(source, connection);
        }
    }

    private static boolean isLong(ByteBuffer datagram) {
        return datagram.hasRemaining() && (datagram.get(datagram.position()) & LONG_FORM) != 0;
    }

    private static String destination(ByteBuffer datagram) {
        return isLong(datagram) ? prefixed(datagram, datagram.position() + DESTINATION_LENGTH_OFFSET)
                : hex(datagram, datagram.position() + SHORT_DESTINATION_OFFSET, ID_BYTES);
    }

    private static String source(ByteBuffer datagram) {
        int at = datagram.position() + DESTINATION_LENGTH_OFFSET;
        return isLong(datagram) && at < datagram.limit()
                ? prefixed(datagram, at + 1 + Byte.toUnsignedInt(datagram.get(at))) : "";
    }

    private static String prefixed(ByteBuffer datagram, int at) {
        return at < datagram.limit() ? hex(datagram, at + 1, Byte.toUnsignedInt(datagram.get(at))) : "";
    }

    /** Nothing where the id is cut off. */
    private static String hex(ByteBuffer datagram, int from, int length) {
        if (from + length > datagram.limit()) {
            return "";
        }
        byte[] id = new byte[length];
        datagram.get(from, id);
        return HexFormat.of().formatHex(id);
    }
}
