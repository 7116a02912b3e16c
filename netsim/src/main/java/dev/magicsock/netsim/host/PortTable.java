package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.util.random.RandomGenerator;

/** The open UDP sockets of a host by port: open addressing, no allocation on lookup. */
final class PortTable {

    /** More than any protocol under test opens, and few enough that a leak shows. */
    static final int MAX_SOCKETS = 4096;

    /** The dynamic ports of RFC 6335 section 6. */
    private static final int EPHEMERAL_FIRST = 49_152;
    private static final int EPHEMERAL_COUNT = IpEndpoint.MAX_PORT - EPHEMERAL_FIRST + 1;
    private static final int FIRST_CAPACITY = 8;

    private final RandomGenerator random;
    private SimulatedUdpSocket[] table = new SimulatedUdpSocket[FIRST_CAPACITY];
    private int size;

    PortTable(RandomGenerator random) {
        this.random = random;
    }

    /** The socket that datagrams to an endpoint of this host belong to, or null. */
    SimulatedUdpSocket find(IpEndpoint local) {
        int port = local.port();
        int mask = table.length - 1;
        for (int slot = port & mask; ; slot = slot + 1 & mask) {
            SimulatedUdpSocket socket = table[slot];
            if (socket == null || socket.localPort() == port && socket.accepts(local.address())) {
                return socket;
            }
        }
    }

    /**
     * The port for a new socket.
     *
     * @param wanted 0 for any
     * @throws IllegalArgumentException if the port is out of range or taken
     * @throws IllegalStateException    if the host has {@link #MAX_SOCKETS} sockets
     */
    int choose(IpAddress bound, int wanted) {
        if (wanted < 0 || wanted > IpEndpoint.MAX_PORT) {
            throw new IllegalArgumentException("port " + wanted + " is not in 0.." + IpEndpoint.MAX_PORT);
        }
        if (size == MAX_SOCKETS) {
            throw new IllegalStateException("the host has " + MAX_SOCKETS + " sockets open");
        }
        if (wanted != 0) {
            if (isTaken(bound, wanted)) {
                throw new IllegalArgumentException("port " + wanted + " is taken");
            }
            return wanted;
        }
        int drawn = random.nextInt(EPHEMERAL_COUNT);
        while (isTaken(bound, EPHEMERAL_FIRST + drawn)) {
            drawn = (drawn + 1) % EPHEMERAL_COUNT;
        }
        return EPHEMERAL_FIRST + drawn;
    }

    private boolean isTaken(IpAddress bound, int port) {
        int mask = table.length - 1;
        for (int slot = port & mask; table[slot] != null; slot = slot + 1 & mask) {
            if (table[slot].localPort() == port && table[slot].overlaps(bound)) {
                return true;
            }
        }
        return false;
    }

    void add(SimulatedUdpSocket socket) {
        size++;
        if (2 * size > table.length) {
            rebuild(2 * table.length, null);
        }
        insert(socket);
    }

    /** Rare, so it simply builds the table anew. */
    void remove(SimulatedUdpSocket socket) {
        size--;
        rebuild(table.length, socket);
    }

    void closeAll() {
        for (SimulatedUdpSocket socket : table) {
            if (socket != null) {
                socket.die();
            }
        }
        size = 0;
        table = new SimulatedUdpSocket[FIRST_CAPACITY];
    }

    private void rebuild(int capacity, SimulatedUdpSocket without) {
        SimulatedUdpSocket[] old = table;
        table = new SimulatedUdpSocket[capacity];
        for (SimulatedUdpSocket socket : old) {
            if (socket != null && socket != without) {
                insert(socket);
            }
        }
    }

    private void insert(SimulatedUdpSocket socket) {
        int mask = table.length - 1;
        int slot = socket.localPort() & mask;
        while (table[slot] != null) {
            slot = slot + 1 & mask;
        }
        table[slot] = socket;
    }
}
