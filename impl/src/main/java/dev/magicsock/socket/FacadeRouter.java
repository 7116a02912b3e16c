package dev.magicsock.socket;

import dev.magicsock.identity.EndpointId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which facade gets a datagram. Not thread-safe.
 *
 * <p>The same for facades over real sockets and over simulated ones.
 *
 * <p>The rule, where the first that applies wins:
 * <ol>
 * <li>From a remote that nobody dialled, or from a stranger: the server's facade.
 * <li>Its destination connection id was chosen by a facade that dialled this very remote: that facade. Ids are
 *     learned from the source id of the long headers that a facade sends, so they are known before the first answer.
 * <li>Any other long header: the server's. Somebody who begins a connection invents its destination id, and everybody
 *     who answers uses one that was learned.
 * <li>A short header with an id that the server's facade chose: the server's.
 * <li>A short header with an id that nobody was seen to choose: all facades that dialled this remote, and the
 *     server's. Its maker told the remote in an encrypted frame (NEW_CONNECTION_ID, RFC 9000 section 19.15), so only
 *     the connection itself can know it; the others cannot decrypt it and ignore it (RFC 9000 section 5.2).
 * </ol>
 * So one remote may dial and be dialled at the same time, and a datagram of one remote never reaches a facade that
 * dialled another. A facade that dialled sees the address it dialled as the source, whichever alias the remote was
 * met under.
 *
 * @param <F> the kind of facades
 */
public final class FacadeRouter<F extends RoutedFacade> {

    private final SocketCounters counters;
    private final Map<EndpointId, List<F>> clients = new LinkedHashMap<>();
    private final ConnectionIds serverIds = new ConnectionIds(ConnectionIds.PER_SERVER);
    private F server;

    /** @param counters count what becomes of datagrams */
    public FacadeRouter(SocketCounters counters) {
        this.counters = counters;
    }

    /** The server's facade; null if it is not open. */
    public F server() {
        return server;
    }

    /** A facade was opened. */
    public void add(F facade) {
        Optional<EndpointId> remote = facade.remote();
        if (remote.isPresent()) {
            clients.computeIfAbsent(remote.get(), _ -> new ArrayList<>(1)).add(facade);
        } else {
            server = facade;
        }
    }

    /** A facade was closed. */
    public void remove(F facade) {
        if (facade == server) {
            server = null;
        }
        facade.remote().ifPresent(remote -> clients.computeIfPresent(remote, (_, all) -> {
            all.remove(facade);
            return all.isEmpty() ? null : all;
        }));
    }

    /** Every open facade. */
    public List<F> all() {
        List<F> all = new ArrayList<>();
        clients.values().forEach(all::addAll);
        if (server != null) {
            all.add(server);
        }
        return all;
    }

    /** A facade sends a datagram. */
    public void onSent(F facade, ByteBuffer datagram) {
        (facade == server ? serverIds : facade.ownIds()).learnFrom(datagram);
    }

    /** A datagram came from a remote, or from a stranger. */
    public void deliver(InetSocketAddress source, Optional<EndpointId> sender, ByteBuffer datagram) {
        List<F> dialled = sender.isEmpty() ? null : clients.get(sender.get());
        if (dialled == null) {
            offerServer(source, datagram);
            return;
        }
        F owner = ownerOf(datagram, dialled);
        if (owner != null) {
            offer(owner, datagram);
        } else if (QuicHeader.isLong(datagram) || server != null && serverIds.areMeantBy(datagram)) {
            offerServer(source, datagram);
        } else {
            offerAll(source, dialled, datagram);
        }
    }

    private F ownerOf(ByteBuffer datagram, List<F> dialled) {
        for (int i = 0; i < dialled.size(); i++) {
            if (dialled.get(i).ownIds().areMeantBy(datagram)) {
                return dialled.get(i);
            }
        }
        return null;
    }

    private void offerAll(InetSocketAddress source, List<F> dialled, ByteBuffer datagram) {
        for (F client : dialled) {
            offer(client, datagram);
        }
        if (server != null) {
            offerServer(source, datagram);
        }
    }

    private void offer(F client, ByteBuffer datagram) {
        counters.increment(client.take((InetSocketAddress) client.getRemoteSocketAddress(), datagram));
    }

    private void offerServer(InetSocketAddress source, ByteBuffer datagram) {
        counters.increment(server == null ? SocketCounter.RECV_NO_FACADE : server.take(source, datagram));
    }
}
