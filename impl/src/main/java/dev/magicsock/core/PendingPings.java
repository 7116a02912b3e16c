package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import dev.magicsock.wire.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Pings that wait for their answers. An answer counts only if it names a waiting Ping, comes by the path that the
 * Ping went by and is sealed by the key that was asked; each counts once. Not thread-safe.
 */
final class PendingPings {

    /** After this long an answer means nothing any more (Tailscale's and iroh's Pong timeout). */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final int pendingMax;
    private final Map<TransactionId, Ping> pending = new LinkedHashMap<>();

    /** A Ping as it was sent; {@code bytes} is its UDP payload. */
    record Ping(EndpointId remote, PathId path, int bytes, Instant sentAt) {
    }

    /** What an answer is worth. */
    sealed interface Answer {
        /** The right one. */
        record Matches(Ping ping) implements Answer {
        }

        /** The right key and a waiting Ping, but another address than the one asked. */
        record FromElsewhere(Ping ping) implements Answer {
        }

        /** An answer to nothing. */
        record Unexpected() implements Answer {
        }
    }

    PendingPings(int pendingMax) {
        this.pendingMax = pendingMax;
    }

    void add(TransactionId transaction, Ping ping) {
        expire(ping.sentAt());
        if (pending.size() >= pendingMax) {
            removeOldest();
        }
        pending.put(transaction, ping);
    }

    /** Finds the Ping that was answered; it waits no longer if the answer is right. */
    Answer answer(TransactionId transaction, EndpointId sender, PathId path, Instant now) {
        expire(now);
        Optional<Ping> asked = Optional.ofNullable(pending.get(transaction))
                .filter(ping -> ping.remote().equals(sender));
        if (asked.isEmpty()) {
            return new Answer.Unexpected();
        }
        if (!asked.get().path().equals(path)) {
            return new Answer.FromElsewhere(asked.get());
        }
        pending.remove(transaction);
        return new Answer.Matches(asked.get());
    }

    private void expire(Instant now) {
        Iterator<Ping> oldestFirst = pending.values().iterator();
        while (oldestFirst.hasNext() && !now.isBefore(oldestFirst.next().sentAt().plus(TIMEOUT))) {
            oldestFirst.remove();
        }
    }

    private void removeOldest() {
        Iterator<Ping> oldestFirst = pending.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
