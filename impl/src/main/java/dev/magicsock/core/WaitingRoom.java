package dev.magicsock.core;

import dev.magicsock.path.PathId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps datagrams for a moment whose sender is just being proven.
 *
 * <p>A remote may send data as soon as its own Ping was answered, up to a round trip before our Ping is. Its datagrams
 * must not be attributed to it before that, and should not reach the application as a stranger's either. So they wait
 * while the proof is on its way, in order and within bounds; if it does not come in time they are a stranger's.
 *
 * <p>A source that made us wait in vain is not waited for again for a while, since anybody can send a Ping with a
 * forged source address to delay somebody else's datagrams. Not thread-safe.
 */
final class WaitingRoom {

    /** Longer than the round trip of any usual path; short enough not to matter for a handshake. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Two wasted waits of one source are at least this far apart. */
    private static final Duration DISTRUST = Duration.ofSeconds(30);

    /** Sources waited for at the same time; further ones are strangers at once. */
    private static final int GUESTS_MAX = 256;

    /** Datagrams of one source: what a sender's first flight may be. Further ones are delivered as a stranger's. */
    private static final int DATAGRAMS_PER_GUEST = 32;

    private final Context context;
    private final Exit exit;
    /** Oldest first. */
    private final Map<PathId.Direct, Guest> guests = new LinkedHashMap<>();
    private final Alarm alarm;

    /** Where datagrams go for which the proof did not come in time. */
    interface Exit {
        void onUnproven(PathId.Direct source, ByteBuffer payload);
    }

    private static final class Guest {
        private final RemoteState remote;
        private final Instant until;
        private final Deque<byte[]> datagrams = new ArrayDeque<>();
        private boolean over;

        Guest(RemoteState remote, Instant until) {
            this.remote = remote;
            this.until = until;
        }
    }

    WaitingRoom(Context context, Exit exit) {
        this.context = context;
        this.exit = exit;
        this.alarm = new Alarm("datagrams waiting for their sender's proof") {
            @Override
            void ring(Instant now) {
                onDeadline(now);
            }
        };
    }

    /** A remote claims to be at a source, and has been asked for the proof. */
    void expect(PathId.Direct source, RemoteState remote, Instant now) {
        if (guests.size() < GUESTS_MAX && !guests.containsKey(source)) {
            guests.put(source, new Guest(remote, now.plus(PATIENCE)));
            rearm();
        }
    }

    /** Takes a datagram whose sender is just being proven; false if it is not. */
    boolean hold(PathId.Direct source, ByteBuffer payload) {
        Guest guest = guests.get(source);
        if (guest == null || guest.over || guest.datagrams.size() == DATAGRAMS_PER_GUEST) {
            return false;
        }
        byte[] copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        guest.datagrams.add(copy);
        return true;
    }

    /** The proof is there, for this remote or for another one: what waited is delivered. */
    void onProven(PathId.Direct source, RemoteState remote, Instant now) {
        Guest guest = guests.remove(source);
        if (guest == null) {
            return;
        }
        for (byte[] datagram : guest.datagrams) {
            if (guest.remote == remote) {
                remote.onDirectData(ByteBuffer.wrap(datagram), now);
            } else {
                exit.onUnproven(source, ByteBuffer.wrap(datagram));
            }
        }
        rearm();
    }

    private void onDeadline(Instant now) {
        guests.forEach((source, guest) -> {
            if (!guest.over && !now.isBefore(guest.until)) {
                guest.over = true;
                guest.datagrams.forEach(datagram -> exit.onUnproven(source, ByteBuffer.wrap(datagram)));
                guest.datagrams.clear();
            }
        });
        guests.values().removeIf(guest -> !now.isBefore(guest.until.plus(DISTRUST)));
        rearm();
    }

    private void rearm() {
        Instant next = null;
        for (Guest guest : guests.values()) {
            Instant at = guest.over ? guest.until.plus(DISTRUST) : guest.until;
            next = next == null || at.isBefore(next) ? at : next;
        }
        context.alarms().set(alarm, next);
    }
}
