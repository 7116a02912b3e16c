package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.PunchEvent;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/** The sockets that the strategy has opened for one remote. Not thread-safe. */
final class RemoteSockets implements ExtraSockets.Owner {

    private final EndpointId remote;
    private final Context context;
    private final RemotePaths paths;
    private final PathChoice choice;
    private final Listener listener;

    /** Who hears what becomes of them. */
    interface Listener {
        void onSocketEvent(PunchEvent event, Instant now);
    }

    RemoteSockets(EndpointId remote, Context context, RemotePaths paths, PathChoice choice, Listener listener) {
        this.remote = remote;
        this.context = context;
        this.paths = paths;
        this.choice = choice;
        this.listener = listener;
    }

    /** Asks for one more; empty if the budget or the bound for all remotes forbids it. */
    Optional<SocketId> open() {
        boolean mayOpen = context.extraSockets().countOf(this) < context.config().strategy().budget().sockets();
        return mayOpen ? context.extraSockets().open(this) : Optional.empty();
    }

    /** Closes one unless the remote answers there; one that is none of ours stays as it is. */
    void close(SocketId id) {
        if (context.extraSockets().isOf(id, this) && !paths.isAnsweredAt(id)) {
            context.extraSockets().close(id);
            if (paths.forgetFrom(id)) {
                choice.update("its socket is closed");
            }
        }
    }

    /** Closes all, whatever they carry. */
    void closeAll() {
        context.extraSockets().of(this).forEach(context.extraSockets()::close);
    }

    /** A path was given up: if the remote answers at no other path from there, the socket has no use. */
    void onGivenUp(DirectPath path) {
        close(path.id().socket());
    }

    /** Asks a STUN server how it sees one; false if that cannot be sent. */
    boolean askStun(SocketId id, InetSocketAddress server, Instant now) {
        return context.extraSockets().isOf(id, this) && context.extraSockets().ask(id, server, now);
    }

    @Override
    public EndpointId id() {
        return remote;
    }

    @Override
    public void onSocketOpened(LocalSocket socket, Instant now) {
        listener.onSocketEvent(new PunchEvent.SocketOpened(socket.id(), socket.bound().getPort()), now);
    }

    @Override
    public void onStunAnswered(LocalSocket socket, InetSocketAddress server, InetSocketAddress mapped, Instant now) {
        listener.onSocketEvent(
                new PunchEvent.StunAnswered(socket.id(), socket.bound().getPort(), server, mapped), now);
    }
}
