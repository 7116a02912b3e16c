package dev.magicsock.relaystub.server;

/** How many bytes of datagram frames wait for all clients of a relay together. */
final class QueueBudget {

    private final long limitBytes;
    private long usedBytes;

    QueueBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    boolean hasRoomFor(int bytes) {
        return usedBytes <= limitBytes - bytes;
    }

    void take(int bytes) {
        usedBytes += bytes;
    }

    void giveBack(int bytes) {
        usedBytes -= bytes;
    }
}
