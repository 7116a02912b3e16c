package dev.magicsock.dial;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * In which order and when the addresses of a server are tried (RFC 8305 sections 4 and 5).
 *
 * <p>IPv6 and IPv4 take turns, IPv6 first; within a family the order stays. The next attempt starts 250 ms after the
 * one before, or at once when one fails. The Resolution Delay of section 3 has no place here, since the system's
 * resolver delivers both families together. Pure, not thread-safe.
 */
final class ConnectionRace {

    /** The Connection Attempt Delay that section 5 recommends, and iroh's. */
    static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

    /** A name with more addresses than this is tried at the first ones; the race then lasts four seconds at most. */
    static final int MAX_ATTEMPTS = 16;

    private final Deque<InetAddress> waiting;
    private int running;
    private Instant nextAt;

    /** @param addresses at least one, in the order of the resolver */
    ConnectionRace(List<InetAddress> addresses, Instant now) {
        this.waiting = new ArrayDeque<>(interleave(addresses));
        this.nextAt = now;
    }

    private static List<InetAddress> interleave(List<InetAddress> addresses) {
        Deque<InetAddress> six = new ArrayDeque<>();
        Deque<InetAddress> four = new ArrayDeque<>();
        addresses.stream().distinct().forEach(address -> (address instanceof Inet6Address ? six : four).add(address));
        List<InetAddress> order = new ArrayList<>();
        while (order.size() < MAX_ATTEMPTS && !(six.isEmpty() && four.isEmpty())) {
            Deque<InetAddress> turn = six.isEmpty() || !four.isEmpty() && order.size() % 2 == 1 ? four : six;
            order.add(turn.removeFirst());
        }
        return order;
    }

    /** The address to try now; empty if none is due. To be asked until it is empty. */
    Optional<InetAddress> due(Instant now) {
        if (waiting.isEmpty() || now.isBefore(nextAt)) {
            return Optional.empty();
        }
        running++;
        nextAt = now.plus(ATTEMPT_DELAY);
        return Optional.of(waiting.removeFirst());
    }

    /** An attempt failed: the next one need not wait. */
    void failed(Instant now) {
        running--;
        nextAt = now;
    }

    /** When {@link #due} has something; empty if all were tried. */
    Optional<Instant> nextDeadline() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(nextAt);
    }

    /** True if every attempt has failed. */
    boolean isLost() {
        return running == 0 && waiting.isEmpty();
    }
}
