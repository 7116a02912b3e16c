package dev.magicsock.netsim.element;

import dev.magicsock.netsim.packet.DropReason;

/**
 * Counts what became of all packets of a network. At every moment sent + duplicated = delivered + dropped + under way.
 */
public final class PacketLedger {

    private long sent;
    private long duplicated;
    private long delivered;
    private long dropped;
    private final long[] droppedByReason = new long[DropReason.values().length];

    PacketLedger() {
    }

    /** Packets that hosts and routers made. */
    public long sent() {
        return sent;
    }

    /** Copies that links made. */
    public long duplicated() {
        return duplicated;
    }

    /** Packets that reached what they were meant for. */
    public long delivered() {
        return delivered;
    }

    /** Packets that were lost, for whatever reason. */
    public long dropped() {
        return dropped;
    }

    /** Packets that were lost for one reason. */
    public long dropped(DropReason reason) {
        return droppedByReason[reason.ordinal()];
    }

    /** Packets that have not ended yet, by the other counts. */
    public long underWay() {
        return sent + duplicated - delivered - dropped;
    }

    void countSent() {
        sent++;
    }

    void countDuplicated() {
        duplicated++;
    }

    void countDelivered() {
        delivered++;
    }

    void countDropped(DropReason reason) {
        dropped++;
        droppedByReason[reason.ordinal()]++;
    }
}
