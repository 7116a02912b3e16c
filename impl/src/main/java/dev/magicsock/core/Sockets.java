package dev.magicsock.core;

import dev.magicsock.path.DirectPath;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bound sockets, and for each the proven sources: who is known to send from which address. Not thread-safe.
 *
 * <p>A source has one owner. Whoever proved it last owns it.
 */
final class Sockets {

    private final Map<SocketId, Socket> sockets = new LinkedHashMap<>();
    /** Opened for one remote each; only looked up. */
    private final Map<SocketId, Socket> extra = new LinkedHashMap<>();

    /** A proven source. */
    record Owner(RemoteState remote, DirectPath path) {
    }

    /** One socket. */
    static final class Socket {

        private final LocalSocket local;
        /** Only looked up, never iterated, so its order reaches nothing. */
        private final Map<InetSocketAddress, Owner> owners = new LinkedHashMap<>();

        private Socket(LocalSocket local) {
            this.local = local;
        }

        LocalSocket local() {
            return local;
        }

        /** Who is known to send from there; null if nobody is. */
        Owner ownerOf(InetSocketAddress source) {
            return owners.get(source);
        }
    }

    /** Replaces all; a socket with the same id and address goes on as it is. Returns the ids that are gone. */
    Set<SocketId> replace(List<LocalSocket> current) {
        Map<SocketId, Socket> before = new LinkedHashMap<>(sockets);
        sockets.clear();
        for (LocalSocket local : current) {
            Socket known = before.get(local.id());
            boolean goesOn = known != null && known.local.equals(local);
            sockets.put(local.id(), goesOn ? known : new Socket(local));
            if (goesOn) {
                before.remove(local.id());
            }
        }
        return new LinkedHashSet<>(before.keySet());
    }

    /** Adds one that is for one remote alone, and in {@link #find} only. */
    void addExtra(LocalSocket socket) {
        extra.put(socket.id(), new Socket(socket));
    }

    void removeExtra(SocketId id) {
        extra.remove(id);
    }

    /** The socket with this id; null if there is none. */
    Socket find(SocketId id) {
        Socket socket = sockets.get(id);
        return socket != null ? socket : extra.get(id);
    }

    /** All sockets that are for all remotes, in the shell's order of preference. */
    List<LocalSocket> all() {
        List<LocalSocket> all = new ArrayList<>(sockets.size());
        for (Socket socket : sockets.values()) {
            all.add(socket.local);
        }
        return all;
    }

    /**
     * A path was proven: datagrams from its address are its remote's. Returns the owner before; null if there was none.
     */
    Owner claim(RemoteState remote, DirectPath path) {
        Socket socket = find(path.id().socket());
        return socket == null ? null : socket.owners.put(path.id().remote(), new Owner(remote, path));
    }

    /** A path is not proven any more. Nothing happens if somebody else owns its address by now. */
    void release(DirectPath path) {
        Socket socket = find(path.id().socket());
        if (socket == null) {
            return;
        }
        Owner owner = socket.owners.get(path.id().remote());
        if (owner != null && owner.path() == path) {
            socket.owners.remove(path.id().remote());
        }
    }
}
