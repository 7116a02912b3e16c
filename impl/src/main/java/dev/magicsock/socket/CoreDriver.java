package dev.magicsock.socket;

import dev.magicsock.core.CommandSink;
import dev.magicsock.core.MagicSockCommand;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.SocketId;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Lets one thread at a time at the core, and carries out its commands.
 *
 * <p>Whoever has an event brings it: the hub's thread what sockets and deadlines bring, relay connections their
 * messages, and the application's threads what they send. So a datagram is on its way when {@code send} returns, no
 * queue lies between, and a relay that sends too fast waits here. Nothing that carries out a command brings an event
 * before it returns.
 */
final class CoreDriver implements CommandSink {

    /** Larger than any UDP payload. */
    private static final int MAX_DATAGRAM_BYTES = 1 << 16;

    private final HubClock clock;
    private final long startNanos;
    private final SocketCounters counters;
    private final ObservationRelay observations;
    private final UdpSockets sockets;
    private final RelayTransports relays;
    private final FacadeRouter<MagicSocket> router;
    private final WakeUp wakeUp;
    private final ReentrantLock lock = new ReentrantLock();
    /** The datagram that is being sent; outside of the heap, since the system would copy it there anyway. */
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final MagicSockCore core;
    private boolean closed;

    /** Tells the hub's thread when it is needed. */
    interface WakeUp {
        /** A deadline; thread-safe. */
        void by(Instant deadline);

        /** Observations wait. */
        void forObservations();
    }

    /** @param relays makes the relay connections, given this driver */
    CoreDriver(SecretKey key, MagicSockConfig config, RandomGenerator random, HubClock clock, SocketCounters counters,
            ObservationRelay observations, UdpSockets sockets, Function<CoreDriver, RelayTransports> relays,
            WakeUp wakeUp) {
        this.clock = clock;
        this.startNanos = clock.monotonicNanos();
        this.counters = counters;
        this.observations = observations;
        this.sockets = sockets;
        this.router = new FacadeRouter<>(counters);
        this.wakeUp = wakeUp;
        this.relays = relays.apply(this);
        this.core = new MagicSockCore(key, config, random, this);
    }

    /** The monotonic clock as the core sees it: the time since the start. */
    Instant now() {
        return Instant.EPOCH.plusNanos(clock.monotonicNanos() - startNanos);
    }

    // Events

    /** Brings one event to the core. */
    void handle(MagicSockEvent event) {
        lock.lock();
        try {
            core.handle(event, now());
            rearm();
        } finally {
            lock.unlock();
        }
    }

    private void rearm() {
        core.nextDeadline().ifPresent(deadline -> wakeUp.by(deadline.at()));
    }

    /**
     * Receives what waits at a socket, at most {@code max} datagrams so that others get their turn.
     *
     * @param buffer working memory for one datagram
     * @throws IOException if the socket is broken
     */
    void receive(UdpSocket socket, ByteBuffer buffer, int max) throws IOException {
        lock.lock();
        try {
            for (int i = 0; i < max; i++) {
                InetSocketAddress source = socket.receive(buffer);
                if (source == null) {
                    break;
                }
                boolean v4 = source.getAddress() instanceof Inet4Address;
                counters.add(v4 ? SocketCounter.RECV_IPV4 : SocketCounter.RECV_IPV6, buffer.remaining());
                core.handle(new MagicSockEvent.DatagramReceived(socket.id(), source, buffer), now());
            }
            rearm();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application sends a datagram through a facade.
     *
     * @throws SocketException if the hub is closed, or the datagram exceeds what UDP could carry
     */
    void submit(MagicSocket facade, InetSocketAddress destination, byte[] bytes, int offset, int length)
            throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new SocketException("Socket closed");
            }
            if (length > outgoing.capacity()) {
                throw new SocketException("a datagram of " + length + " bytes");
            }
            outgoing.clear().put(bytes, offset, length).flip();
            router.onSent(facade, outgoing);
            core.handle(new MagicSockEvent.DatagramSubmitted(destination, outgoing, facade.flow()), now());
            rearm();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the core between two events. */
    <T> T read(Function<MagicSockCore, T> question) {
        lock.lock();
        try {
            return question.apply(core);
        } finally {
            lock.unlock();
        }
    }

    /** Does something to the sockets between two events. */
    <T> T withSockets(Function<UdpSockets, T> action) {
        lock.lock();
        try {
            return action.apply(sockets);
        } finally {
            lock.unlock();
        }
    }

    // Facades

    /**
     * Adds a facade.
     *
     * @throws SocketException if the hub is closed, or it would be a second one for the server
     */
    void open(MagicSocket facade) throws SocketException {
        lock.lock();
        try {
            if (closed) {
                throw new SocketException("the hub is closed");
            }
            if (facade.remote().isEmpty() && router.server() != null) {
                throw new SocketException("the server's facade is open already");
            }
            router.add(facade);
        } finally {
            lock.unlock();
        }
    }

    /** A facade was closed. */
    void closed(MagicSocket facade) {
        lock.lock();
        try {
            router.remove(facade);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the core and closes all facades; returns false if that was done before. */
    boolean close() {
        List<MagicSocket> open;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            core.handle(new MagicSockEvent.Closed(), now());
            open = router.all();
        } finally {
            lock.unlock();
        }
        open.forEach(MagicSocket::close);
        relays.closeAll();
        return true;
    }

    /** Makes a remote known and says by which address it is reached. */
    InetSocketAddress addRemote(EndpointAddr remote) {
        handle(new MagicSockEvent.RemoteAdded(remote));
        return read(it -> it.mappedAddress(remote.id()));
    }

    // Commands

    @Override
    public void accept(MagicSockCommand command) {
        switch (command) {
            case MagicSockCommand.SendDatagram(SocketId socket, InetSocketAddress destination, ByteBuffer payload) ->
                    sockets.send(socket, destination, payload);
            case MagicSockCommand.DeliverDatagram(var source, Optional<EndpointId> from, ByteBuffer payload) ->
                    router.deliver(source, from, payload);
            case MagicSockCommand.SendRelayMessage(var transport, byte[] message) -> {
                counters.add(SocketCounter.SEND_RELAY, message.length);
                relays.send(transport, message);
            }
            case MagicSockCommand.DialRelay(var transport) -> relays.dial(transport);
            case MagicSockCommand.CloseRelay(var transport) -> relays.close(transport);
            case MagicSockCommand.Report(Observation observation) -> {
                if (observations.take(observation, clock.wallClock())) {
                    wakeUp.forObservations();
                }
            }
        }
    }
}
