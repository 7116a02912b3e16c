package dev.magicsock.scenarios.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A stretch of virtual time, both ends included. */
public record Window(Instant from, Instant to) {

    boolean contains(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }

    /** The longest stretch of this window in which none of the others is. */
    Duration longestOutside(List<Window> others) {
        Instant free = from;
        Duration longest = Duration.ZERO;
        for (Window other : others.stream().sorted((x, y) -> x.from.compareTo(y.from)).toList()) {
            Instant edge = other.from.isBefore(to) ? other.from : to;
            longest = max(longest, Duration.between(free, edge));
            free = other.to.isAfter(free) ? other.to : free;
        }
        return max(longest, Duration.between(free, to));
    }

    private static Duration max(Duration x, Duration y) {
        return x.compareTo(y) >= 0 ? x : y;
    }
}
