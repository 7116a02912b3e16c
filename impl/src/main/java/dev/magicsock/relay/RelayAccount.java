package dev.magicsock.relay;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of all datagrams that were given to a relay client, control messages included: each is counted in
 * exactly one place, so that nothing vanishes.
 *
 * @param submitted how many were given
 * @param sent      handed to a connection and covered by a later pong: the relay has read them
 * @param unknown   handed to a connection that ended before a pong covered them: the relay may have read them or not
 * @param dropped   given up here, by reason; without the reasons that did not occur
 * @param waiting   in a queue
 * @param underWay  handed to the present connection, and no pong covers them yet
 */
public record RelayAccount(long submitted, long sent, long unknown, Map<RelayDrop, Long> dropped, long waiting,
        long underWay) {

    /** Nothing was given. */
    public static final RelayAccount EMPTY = new RelayAccount(0, 0, 0, new EnumMap<>(RelayDrop.class), 0, 0);

    /** @throws IllegalArgumentException if the parts do not add up */
    public RelayAccount {
        EnumMap<RelayDrop, Long> copy = new EnumMap<>(RelayDrop.class);
        copy.putAll(dropped);
        dropped = Collections.unmodifiableMap(copy);
        if (submitted != sent + unknown + sum(dropped) + waiting + underWay) {
            throw new IllegalArgumentException(submitted + " datagrams are not " + sent + " sent + " + unknown
                    + " unknown + " + dropped + " dropped + " + waiting + " waiting + " + underWay + " under way");
        }
    }

    private static long sum(Map<RelayDrop, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Dropped for any reason. */
    public long allDropped() {
        return sum(dropped);
    }

    /** Both together. */
    public RelayAccount plus(RelayAccount other) {
        EnumMap<RelayDrop, Long> drops = new EnumMap<>(RelayDrop.class);
        drops.putAll(dropped);
        other.dropped.forEach((reason, count) -> drops.merge(reason, count, Long::sum));
        return new RelayAccount(submitted + other.submitted, sent + other.sent, unknown + other.unknown, drops,
                waiting + other.waiting, underWay + other.underWay);
    }
}
