package dev.magicsock.netsim.packet;

import java.util.Arrays;

/** Hands out packets and takes them back; those used last are handed out first, while the caches still know them. */
public final class PacketPool {

    private static final int FIRST_CAPACITY = 64;

    private Packet[] idle = new Packet[FIRST_CAPACITY];
    private int idleCount;
    private long nextId;

    /**
     * A packet to be filled with one of the {@code fill} methods.
     *
     * @param origin trace number of the element that sends it
     */
    public Packet take(int origin) {
        Packet packet = idleCount > 0 ? idle[--idleCount] : new Packet();
        packet.begin(nextId++, origin);
        return packet;
    }

    /**
     * Takes a packet back.
     *
     * @throws IllegalStateException if it came back before
     */
    public void giveBack(Packet packet) {
        packet.end();
        if (idleCount == idle.length) {
            idle = Arrays.copyOf(idle, 2 * idle.length);
        }
        idle[idleCount++] = packet;
    }
}
