package dev.magicsock.socket;

import dev.magicsock.core.LocalSocket;
import dev.magicsock.path.SocketId;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The UDP sockets of one hub. Not thread-safe but for {@link #send} and {@link #readable}. */
final class UdpSockets {

    private final Selector selector;
    private final SocketCounters counters;
    private final EventLog log;
    private final List<UdpSocket> sockets = new ArrayList<>(2);
    /** Those that the core asked for; each costs a system call whenever something is read from any. */
    private final List<UdpSocket> more = new ArrayList<>();
    private final Deque<LocalSocket> opened = new ArrayDeque<>();
    /** The same, for threads that read and send without the lock. */
    private volatile UdpSocket[] readable = {};
    private int lastId;

    UdpSockets(Selector selector, SocketCounters counters, EventLog log) {
        this.selector = selector;
        this.counters = counters;
        this.log = log;
    }

    /**
     * Binds all that can be bound: a family that the machine does not have is no mistake as long as one is left, and an
     * IPv4 wildcard is not needed where the IPv6 wildcard carries both.
     *
     * @throws BindException if an address is taken, or is none of this machine's
     * @throws IOException   if nothing is bound
     */
    void bind(List<InetSocketAddress> wanted) throws IOException {
        IOException last = null;
        for (InetSocketAddress address : wanted) {
            if (isCovered(address)) {
                continue;
            }
            try {
                add(address);
            } catch (BindException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        if (sockets.isEmpty()) {
            throw last == null ? new IOException("no address to bind to") : last;
        }
        log.bound(locals());
    }

    private boolean isCovered(InetSocketAddress wanted) {
        return wanted.getAddress() instanceof Inet4Address && wanted.getAddress().isAnyLocalAddress()
                && sockets.stream().map(UdpSocket::local).anyMatch(local -> local.carries(wanted.getAddress())
                        && (wanted.getPort() == 0 || wanted.getPort() == local.bound().getPort()));
    }

    private UdpSocket add(InetSocketAddress address) throws IOException {
        UdpSocket socket = UdpSocket.bind(new SocketId(++lastId), address);
        sockets.add(socket);
        publish();
        socket.channel().register(selector, SelectionKey.OP_READ, socket);
        return socket;
    }

    private void publish() {
        readable = Stream.concat(sockets.stream(), more.stream()).toArray(UdpSocket[]::new);
    }

    /** Binds one more for the core, as wide as the first one. If the system refuses, nothing happens. */
    void open(SocketId id) {
        if (sockets.isEmpty()) {
            return;
        }
        InetSocketAddress anyPort = new InetSocketAddress(sockets.getFirst().local().bound().getAddress(), 0);
        try {
            UdpSocket socket = UdpSocket.bind(id, anyPort);
            more.add(socket);
            publish();
            socket.channel().register(selector, SelectionKey.OP_READ, socket);
            selector.wakeup();
            opened.add(socket.local());
        } catch (IOException e) {
            log.notOpened(id, e);
        }
    }

    /** One that was opened and not asked for here yet; null if there is none. */
    LocalSocket nextOpened() {
        return opened.poll();
    }

    /** Closes one that {@link #open} bound; one that is not there stays so. */
    void close(SocketId id) {
        more.stream().filter(socket -> socket.id().equals(id)).findFirst().ifPresent(this::close);
    }

    /** The sockets for the core, in order of preference. */
    List<LocalSocket> locals() {
        return sockets.stream().map(UdpSocket::local).toList();
    }

    /** Sends a datagram; what the system does not take is counted. */
    void send(SocketId id, InetSocketAddress destination, ByteBuffer payload) {
        UdpSocket socket = find(id);
        if (socket == null) {
            counters.increment(SocketCounter.SEND_FAILED);
            return;
        }
        try {
            if (socket.send(payload, destination)) {
                counters.add(counterOf(destination), payload.remaining());
            } else {
                counters.increment(SocketCounter.SEND_FAILED);
            }
        } catch (IOException | RuntimeException e) {
            // Unreachable networks, full-size probes over a small link and addresses that cannot be sent to end here.
            counters.increment(SocketCounter.SEND_FAILED);
            log.sendFailed(destination, e);
        }
    }

    private static SocketCounter counterOf(InetSocketAddress destination) {
        return destination.getAddress() instanceof Inet4Address ? SocketCounter.SEND_IPV4 : SocketCounter.SEND_IPV6;
    }

    private UdpSocket find(SocketId id) {
        for (UdpSocket socket : readable) {
            if (socket.id().equals(id)) {
                return socket;
            }
        }
        return null;
    }

    /** The sockets that are open; not to be changed. */
    UdpSocket[] readable() {
        return readable;
    }

    /**
     * Replaces a socket that failed by a new one, at the same port if possible; empty if none can be bound, and for one
     * that the core asked for, which has done without others before. Not to be called while the selector selects.
     */
    Optional<UdpSocket> rebind(UdpSocket failed, IOException cause) {
        close(failed);
        if (failed.id().value() < 0) {
            log.socketFailed(failed, cause);
            return Optional.empty();
        }
        letGo(cause);
        for (InetSocketAddress address : List.of(failed.replacementAddress(), failed.originalAddress())) {
            try {
                UdpSocket fresh = add(address);
                counters.increment(SocketCounter.REBINDS);
                log.rebound(failed, cause);
                return Optional.of(fresh);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
        log.socketFailed(failed, cause);
        return Optional.empty();
    }

    /** A closed channel keeps its port until its selector has noticed. */
    private void letGo(IOException cause) {
        try {
            selector.selectNow(_ -> {
                // What else is ready will be so at the next selection.
            });
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    void closeAll() {
        List.of(readable).forEach(this::close);
    }

    private void close(UdpSocket socket) {
        sockets.remove(socket);
        more.remove(socket);
        publish();
        try {
            socket.close();
        } catch (IOException e) {
            log.socketFailed(socket, e);
        }
    }
}
