package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;

/** One endpoint and its connections: the active one, which gets its datagrams, and older ones that are kept open. */
final class Client {

    private final EndpointId id;
    private final int maxPeers;
    private final ArrayDeque<Connection> inactive = new ArrayDeque<>();
    private final LinkedHashSet<EndpointId> sentTo = new LinkedHashSet<>();
    private Connection active;

    Client(EndpointId id, int maxPeers, Connection active) {
        this.id = id;
        this.maxPeers = maxPeers;
        this.active = active;
    }

    EndpointId id() {
        return id;
    }

    Connection active() {
        return active;
    }

    /** Makes a new connection the active one; returns the one it replaces, which is inactive from now on. */
    Connection activate(Connection newest) {
        Connection replaced = active;
        inactive.push(replaced);
        active = newest;
        return replaced;
    }

    /** The oldest inactive connection if there are more than allowed. */
    Optional<Connection> surplus(int maxInactive) {
        return inactive.size() > maxInactive ? Optional.of(inactive.peekLast()) : Optional.empty();
    }

    /**
     * Removes a connection. If it was the active one, the most recently replaced one is active again.
     *
     * @return the connection that is active again, if there is one
     */
    Optional<Connection> remove(Connection ended) {
        if (ended != active) {
            inactive.remove(ended);
            return Optional.empty();
        }
        active = inactive.poll();
        return Optional.ofNullable(active);
    }

    /** True once the last connection was removed. */
    boolean isGone() {
        return active == null;
    }

    /** Remembers that a datagram was queued for this recipient. */
    void sentTo(EndpointId recipient) {
        if (sentTo.contains(recipient)) {
            return;
        }
        if (sentTo.size() >= maxPeers) {
            Iterator<EndpointId> oldest = sentTo.iterator();
            oldest.next();
            oldest.remove();
        }
        sentTo.add(recipient);
    }

    /** To whom datagrams were queued, first one first. */
    Iterable<EndpointId> recipients() {
        return sentTo;
    }
}
