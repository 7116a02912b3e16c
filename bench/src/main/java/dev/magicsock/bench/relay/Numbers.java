package dev.magicsock.bench.relay;

/** Numbers datagrams and tells from those that arrive how many are missing and how many were overtaken. */
final class Numbers {

    private long sent;
    private long arrived;
    private long outOfOrder;
    private long expected;

    /** The number of one more that is sent. */
    long next() {
        return sent++;
    }

    /** One that was lost makes none of those behind it late: only a number below an earlier one does. */
    void arrived(long number) {
        arrived++;
        if (number < expected) {
            outOfOrder++;
        } else {
            expected = number + 1;
        }
    }

    long sent() {
        return sent;
    }

    /** Sent and not arrived: on their way, or lost. */
    long missing() {
        return sent - arrived;
    }

    /** Arrived behind one that was sent later. */
    long outOfOrder() {
        return outOfOrder;
    }
}
