package dev.magicsock.scenarios.host;

import dev.magicsock.core.LocalSocket;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The UDP sockets of a MagicSock on a simulated host: its own one and those that it asks for. */
final class HostSockets {

    private static final SocketId OWN = new SocketId(0);

    private final UdpSocket own;
    /** Only looked up. */
    private final Map<SocketId, UdpSocket> byId = new LinkedHashMap<>();
    private final Map<UdpSocket, SocketId> ids = new LinkedHashMap<>();
    private final Deque<LocalSocket> opened = new ArrayDeque<>();
    private IpAddress wildcard = IpAddress.v4(0);

    /** @param port of its own socket, 0 for one that the host picks */
    HostSockets(Host host, int port) {
        own = host.bindUdp(port);
        add(OWN, own);
    }

    private void add(SocketId id, UdpSocket socket) {
        byId.put(id, socket);
        ids.put(socket, id);
    }

    /** Its own one as it is when the host has these addresses. */
    LocalSocket local(List<IpAddress> addresses) {
        boolean hasV6 = addresses.stream().anyMatch(IpAddress::isV6);
        wildcard = hasV6 ? IpAddress.v6(0, 0) : IpAddress.v4(0);
        return local(OWN, own);
    }

    private LocalSocket local(SocketId id, UdpSocket socket) {
        return new LocalSocket(id, new InetSocketAddress(wildcard.toInetAddress(), socket.localPort()));
    }

    /** Which one a datagram came to. */
    SocketId idOf(UdpSocket socket) {
        return ids.get(socket);
    }

    /** Sends from a socket; nothing if it is closed by now. */
    void send(SocketId id, IpEndpoint destination, ByteBuffer payload) {
        UdpSocket socket = byId.get(id);
        if (socket != null) {
            socket.send(destination, payload);
        }
    }

    /** The same with a hop limit of its own. */
    void sendLimited(SocketId id, IpEndpoint destination, ByteBuffer payload, int hopLimit) {
        UdpSocket socket = byId.get(id);
        if (socket != null) {
            socket.send(destination, payload, hopLimit);
        }
    }

    /** Binds one more. */
    void open(SocketId id, Host host) {
        UdpSocket socket = host.bindUdp(0);
        add(id, socket);
        opened.add(local(id, socket));
    }

    /** One that was opened and not asked for here yet; null if there is none. */
    LocalSocket nextOpened() {
        return opened.poll();
    }

    /** Closes one that {@link #open} bound. */
    void close(SocketId id) {
        UdpSocket socket = byId.remove(id);
        if (socket != null) {
            ids.remove(socket);
            socket.close();
        }
    }
}
