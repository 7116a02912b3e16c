package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** The ports of one external address that are in use: one bit each, so that a search looks at 64 at a time. */
final class PortSet {

    private static final int PORTS = IpEndpoint.MAX_PORT + 1;
    private static final long EVEN = 0x5555_5555_5555_5555L;

    private static final long[] NONE = {};

    /** Empty until the first port is used: most translators never see a stream or an IPv6 packet. */
    private long[] used = NONE;

    boolean contains(int port) {
        return used.length > 0 && (used[port >> 6] & 1L << port) != 0;
    }

    void add(int port) {
        if (used.length == 0) {
            used = new long[PORTS / Long.SIZE];
        }
        used[port >> 6] |= 1L << port;
    }

    void remove(int port) {
        used[port >> 6] &= ~(1L << port);
    }

    /**
     * The first free port from {@code from} upwards within first..last, going on at {@code first} after {@code last}.
     *
     * @param from within first..last
     * @return the port, or -1 if there is none
     */
    int nextFree(int from, int first, int last) {
        return nextFree(from, first, last, -1L);
    }

    /** As {@link #nextFree}, but only ports that are even or odd as {@code like} is. */
    int nextFreeOfParity(int from, int first, int last, int like) {
        return nextFree(from, first, last, (like & 1) == 0 ? EVEN : ~EVEN);
    }

    private int nextFree(int from, int first, int last, long wanted) {
        int port = firstFree(from, last, wanted);
        return port >= 0 || from == first ? port : firstFree(first, from - 1, wanted);
    }

    private int firstFree(int from, int to, long wanted) {
        long candidates = -1L << from;
        for (int word = from >> 6; word <= to >> 6; word++) {
            long free = ~usedOf(word) & wanted & candidates;
            if (free != 0) {
                int port = (word << 6) + Long.numberOfTrailingZeros(free);
                return port <= to ? port : -1;
            }
            candidates = -1L;
        }
        return -1;
    }

    private long usedOf(int word) {
        return used.length == 0 ? 0 : used[word];
    }
}
