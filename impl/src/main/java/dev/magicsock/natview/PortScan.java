package dev.magicsock.natview;

import java.util.random.RandomGenerator;

/**
 * All ports from 1024 to 65535 in an order that looks random, each once before any comes again. Not thread-safe.
 *
 * <p>A stride that has no factor in common with the number of ports: which ports a NAT gives out is its own random
 * choice, so the guesses only have to be different ones.
 */
public final class PortScan {

    private static final int FIRST = 1024;
    private static final int PORTS = 65_536 - FIRST;

    /** Prime to 64,512, which is 2^10 times 63, and near the golden section of it: neighbours come late. */
    private static final int STRIDE = 39_869;

    private int offset;

    /** @param random where the order begins */
    public PortScan(RandomGenerator random) {
        offset = random.nextInt(PORTS);
    }

    /** How many ports there are. */
    public static int ports() {
        return PORTS;
    }

    /** The next port. */
    public int next() {
        int port = FIRST + offset;
        offset = (offset + STRIDE) % PORTS;
        return port;
    }
}
