package dev.magicsock.relaystub.server;

/**
 * Names one connection to a relay, chosen by whoever accepts it.
 *
 * @param number never used twice for one relay
 */
public record ConnectionId(long number) implements Comparable<ConnectionId> {

    @Override
    public int compareTo(ConnectionId other) {
        return Long.compare(number, other.number);
    }
}
