package dev.magicsock.relaystub.server;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When each connection is to be looked at next, ordered by (time, connection).
 *
 * <p>A connection is looked at no later than its deadline, but maybe earlier: traffic only moves deadlines back, and
 * moving the entry with every datagram would cost more than a look in vain.
 */
final class ConnectionTimers {

    private final TreeSet<Connection> waiting = new TreeSet<>(
            Comparator.comparing(Connection::wakeAt).thenComparing(Connection::id));
    private Optional<Deadline> first = Optional.empty();

    /** Makes sure that the connection is looked at no later than this instant. */
    void wakeBy(Connection connection, Instant at) {
        if (connection.wakeAt() != null && !at.isBefore(connection.wakeAt())) {
            return;
        }
        remove(connection);
        connection.setWakeAt(at);
        waiting.add(connection);
    }

    /** Forgets a connection. */
    void remove(Connection connection) {
        if (connection.wakeAt() != null) {
            waiting.remove(connection);
            connection.setWakeAt(null);
        }
    }

    /** Takes out the next connection to look at now, or returns null. */
    Connection pollDue(Instant now) {
        if (waiting.isEmpty() || now.isBefore(waiting.first().wakeAt())) {
            return null;
        }
        Connection due = waiting.first();
        remove(due);
        return due;
    }

    /** The earliest instant. Asked after every datagram, so the answer is kept until it changes. */
    Optional<Deadline> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Instant at = waiting.first().wakeAt();
        if (first.isEmpty() || !first.get().at().equals(at)) {
            first = Optional.of(new Deadline(at, "relay connection timer"));
        }
        return first;
    }
}
