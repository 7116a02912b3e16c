package dev.magicsock.scenarios.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of virtual time, both ends included.
 *
 * @param to not before {@code from}
 */
public record Window(Instant from, Instant to) {

    public Window {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window from " + from + " to " + to);
        }
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** The part of this window that lies in another one too; empty if they do not meet. */
    Optional<Window> within(Window other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant stop = to.isBefore(other.to) ? to : other.to;
        return stop.isBefore(start) ? Optional.empty() : Optional.of(new Window(start, stop));
    }
}
