package dev.magicsock.relaystub.net;

/**
 * How many bytes of messages that are not complete yet a relay holds for all of its connections together. Each may send
 * a message of up to 1 MiB; without this bound, ten thousand that never finish theirs would take 10 GiB.
 */
final class MessageBudget {

    private final long limitBytes;
    private long heldBytes;

    MessageBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A connection holds this many bytes more, or less; false if they are too many now. */
    boolean change(int bytes) {
        heldBytes += bytes;
        return bytes <= 0 || heldBytes <= limitBytes;
    }

    long heldBytes() {
        return heldBytes;
    }
}
