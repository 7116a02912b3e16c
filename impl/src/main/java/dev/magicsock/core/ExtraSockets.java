package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.SocketId;
import dev.magicsock.stun.StunClient;
import dev.magicsock.stun.StunOutput;
import dev.magicsock.stun.StunQuery;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets that strategies have opened, each for one remote. They have no part in anything else: no path begins
 * there unless that remote answers or asks, and what STUN servers see of them is told to that remote's strategy alone.
 *
 * <p>When local addresses change all of them end, since mappings are what they are for. Not thread-safe.
 */
final class ExtraSockets {

    /** For all remotes together: four that punch at once with all that one may have. Beyond it none is opened. */
    private static final int SOCKETS_MAX = 1024;

    private final Context context;
    private final Map<SocketId, Extra> extras = new LinkedHashMap<>();
    private final Alarm alarm;
    private int lastId;

    /** Whose sockets they are. */
    interface Owner {
        EndpointId id();

        void onSocketOpened(LocalSocket socket, Instant now);

        void onStunAnswered(LocalSocket socket, InetSocketAddress server, InetSocketAddress mapped, Instant now);
    }

    private static final class Extra {
        private final Owner owner;
        /** Null until it is bound. */
        private LocalSocket local;
        /** Null until it asks. */
        private StunClient stun;

        Extra(Owner owner) {
            this.owner = owner;
        }
    }

    ExtraSockets(Context context) {
        this.context = context;
        this.alarm = new Alarm("STUN for a strategy") {
            @Override
            void ring(Instant now) {
                onDeadline(now);
            }
        };
    }

    /** Asks the shell for one more; empty at the bound. */
    Optional<SocketId> open(Owner owner) {
        if (extras.size() >= SOCKETS_MAX) {
            return Optional.empty();
        }
        SocketId id = new SocketId(--lastId);
        extras.put(id, new Extra(owner));
        context.sink().accept(new MagicSockCommand.OpenSocket(id));
        return Optional.of(id);
    }

    /** The shell has bound one. It may have been closed since it was asked for. */
    void onOpened(LocalSocket socket, Instant now) {
        Extra extra = extras.get(socket.id());
        if (extra != null && extra.local == null) {
            extra.local = socket;
            context.sockets().addExtra(socket);
            extra.owner.onSocketOpened(socket, now);
        }
    }

    /** Whether a socket is one of these and was opened for this remote. */
    boolean isFor(SocketId id, EndpointId remote) {
        Extra extra = extras.get(id);
        return extra != null && extra.local != null && extra.owner.id().equals(remote);
    }

    /** Whether a socket is one of these and was opened for another remote than this one. */
    boolean isForAnother(SocketId id, EndpointId remote) {
        Extra extra = extras.get(id);
        return extra != null && !extra.owner.id().equals(remote);
    }

    /** Whether a socket was opened for this owner. */
    boolean isOf(SocketId id, Owner owner) {
        Extra extra = extras.get(id);
        return extra != null && extra.owner == owner;
    }

    /** How many an owner has. */
    int countOf(Owner owner) {
        return (int) extras.values().stream().filter(extra -> extra.owner == owner).count();
    }

    /** Those of one owner. */
    List<SocketId> of(Owner owner) {
        return extras.entrySet().stream().filter(each -> each.getValue().owner == owner)
                .map(Map.Entry::getKey).toList();
    }

    /** Closes all of them; returns which. */
    List<SocketId> closeAll() {
        List<SocketId> all = List.copyOf(extras.keySet());
        all.forEach(this::close);
        return all;
    }

    /** Closes one; one that is not there stays so. */
    void close(SocketId id) {
        if (extras.remove(id) != null) {
            context.sockets().removeExtra(id);
            context.sink().accept(new MagicSockCommand.CloseSocket(id));
            rearm();
        }
    }

    /** Asks a server how it sees one of them. Returns whether it was sent. */
    boolean ask(SocketId id, InetSocketAddress server, Instant now) {
        Extra extra = extras.get(id);
        if (extra == null || extra.local == null || !extra.local.carries(server.getAddress())) {
            return false;
        }
        if (extra.stun == null) {
            extra.stun = new StunClient(AddressDiscovery.TIMING, context.forkRandom());
        }
        carryOut(extra, extra.stun.ask(StunQuery.binding(server), now), now);
        rearm();
        return true;
    }

    /** A STUN message arrived. Returns false if it was not for one of these. */
    boolean onMessage(SocketId id, InetSocketAddress source, ByteBuffer message, Instant now) {
        Extra extra = extras.get(id);
        if (extra == null || extra.stun == null) {
            return false;
        }
        carryOut(extra, extra.stun.receive(source, message, now), now);
        rearm();
        return true;
    }

    private void onDeadline(Instant now) {
        for (Extra extra : List.copyOf(extras.values())) {
            if (extra.stun != null) {
                carryOut(extra, extra.stun.advance(now), now);
            }
        }
        rearm();
    }

    private void carryOut(Extra extra, List<StunOutput> outputs, Instant now) {
        for (StunOutput output : outputs) {
            switch (output) {
                case StunOutput.Send(InetSocketAddress server, byte[] request) -> context.sink().accept(
                        new MagicSockCommand.SendDatagram(extra.local.id(), server, ByteBuffer.wrap(request)));
                case StunOutput.Answered answered -> extra.owner.onStunAnswered(extra.local, answered.query().server(),
                        answered.mapped(), now);
                case StunOutput.Ignored _ -> context.reporter().dropped(DropReason.UNEXPECTED_STUN, 0);
                case StunOutput.Failed _ -> {
                    // The strategy has its own idea of how long it waits.
                }
            }
        }
    }

    private void rearm() {
        Instant next = null;
        for (Extra extra : extras.values()) {
            Instant due = extra.stun == null ? null : extra.stun.nextDeadline().map(Deadline::at).orElse(null);
            next = due != null && (next == null || due.isBefore(next)) ? due : next;
        }
        context.alarms().set(alarm, next);
    }
}
