package dev.magicsock.scenarios.capture;

import dev.magicsock.mapped.MappedAddresses;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.pcap.Carried;
import dev.magicsock.reports.pcap.Frames;
import dev.magicsock.reports.pcap.IpHeader;
import dev.magicsock.reports.pcap.SeenPacket;
import dev.magicsock.reports.pcap.SeenPacket.Direction;
import dev.magicsock.scenarios.capture.QuicConnections.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An interface for each endpoint with real QUIC, {@code ENDPOINT/quic}, that sees what its QUIC stack sees: datagrams
 * between addresses that stay, whatever carries them. On the links they go by several addresses or in WebSocket
 * messages, where Wireshark finds neither all of a handshake nor what the relay carries.
 *
 * <p>The addresses are made up, one for each endpoint. Servers have the port of mapped addresses, and clients one for
 * each connection, since a conversation is one connection for Wireshark:
 *
 * <pre>
 * fd6d:6167:6963:ff:: | number of the endpoint in the scenario, from 1; 0 where nobody knows
 * </pre>
 */
final class QuicInterfaces {

    private static final long PREFIX = 0xfd6d_6167_6963_00ffL;
    private static final int IPV6_BYTES = 16;
    private static final int HOP_LIMIT = 64;
    private static final byte LOCAL_MAC = 0x02;
    private static final byte NO_LINK = 0x01;
    /** The dynamic ports (RFC 6335 section 6), which are used again after so many connections. */
    private static final int FIRST_PORT = 49_152;
    private static final int PORTS = 16_384;
    /** Packets of the network have numbers from 1, and never so many. */
    private static final long FIRST_ID = 1L << 62;

    private final Capture capture;
    private final QuicConnections connections = new QuicConnections();
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();
    private long lastId = FIRST_ID;

    private record End(int endpoint, int port) {
    }

    QuicInterfaces(Capture capture) {
        this.capture = capture;
    }

    /**
     * An endpoint sends a datagram.
     *
     * @param remote whom to, as far as it knows
     * @return the datagram's id, for comments
     */
    long sent(String name, int own, Optional<Integer> remote, ByteBuffer datagram, long timeNanos) throws IOException {
        Optional<Connection> connection = remote.isPresent()
                ? connections.findOrBegin(datagram, own, remote.get()) : connections.find(datagram);
        return see(name, Direction.OUTBOUND, end(connection, own), peer(connection, own), datagram, timeNanos);
    }

    /** An endpoint gets a datagram; returns its id, for comments. */
    long received(String name, int own, ByteBuffer datagram, long timeNanos) throws IOException {
        Optional<Connection> connection = connections.find(datagram);
        return see(name, Direction.INBOUND, peer(connection, own), end(connection, own), datagram, timeNanos);
    }

    private static End peer(Optional<Connection> connection, int own) {
        return end(connection, connection.map(known -> known.peerOf(own)).orElse(0));
    }

    private static End end(Optional<Connection> connection, int endpoint) {
        return new End(endpoint, connection.filter(known -> known.client() == endpoint)
                .map(known -> FIRST_PORT + known.number() % PORTS).orElse(MappedAddresses.PORT));
    }

    private long see(String name, Direction direction, End from, End to, ByteBuffer datagram, long timeNanos)
            throws IOException {
        IpHeader ip = new IpHeader(address(from.endpoint), address(to.endpoint), HOP_LIMIT, 0);
        byte[] frame = Frames.ethernet(mac(from.endpoint), mac(to.endpoint), ip,
                new Carried.Udp(from.port, to.port, datagram), false);
        lastId++;
        capture.seen(new SeenPacket(interfaceOf(name), timeNanos, direction, lastId, frame), List.of());
        return lastId;
    }

    private int interfaceOf(String name) throws IOException {
        Integer known = interfaces.get(name);
        if (known != null) {
            return known;
        }
        int added = capture.addInterface(name + "/quic", "no link: what the QUIC of " + name
                + " sends and gets, whatever carries it, between made-up addresses");
        interfaces.put(name, added);
        return added;
    }

    private static byte[] address(int number) {
        return ByteBuffer.allocate(IPV6_BYTES).putLong(PREFIX).putLong(number).array();
    }

    private static byte[] mac(int number) {
        return new byte[] {LOCAL_MAC, NO_LINK, 0, (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
    }
}
