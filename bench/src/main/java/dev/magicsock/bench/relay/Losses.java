package dev.magicsock.bench.relay;

/**
 * What went wrong with the datagrams of pairs.
 *
 * @param missing     sent, and not there in the end
 * @param outOfOrder  arrived, and not behind the one that was sent before
 * @param held        not sent, since too many were on their way: the relay or the driver was too slow for the pace
 * @param connections that ended before they were told to
 */
record Losses(long missing, long outOfOrder, long held, long connections) {

    static final Losses NONE = new Losses(0, 0, 0, 0);

    Losses plus(Losses other) {
        return new Losses(missing + other.missing, outOfOrder + other.outOfOrder, held + other.held,
                connections + other.connections);
    }

    /** Those that were only held back are none. */
    boolean any() {
        return missing + outOfOrder + connections > 0;
    }

    @Override
    public String toString() {
        return missing + " missing, " + outOfOrder + " out of order, " + held + " held back, " + connections
                + " connections ended";
    }
}
