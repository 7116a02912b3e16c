package dev.magicsock.socket;

import dev.magicsock.core.CommandSink;
import dev.magicsock.core.LocalSocket;
import dev.magicsock.core.MagicSockCommand;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.SocketId;
import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Lets one thread at a time at the core, and carries out its commands.
 *
 * <p>Whoever has an event brings it: the hub's thread what sockets and deadlines bring, relay connections their
 * messages, and the application's threads what they send and read. So a datagram is on its way when {@code send}
 * returns, no queue lies between, and a relay that sends too fast waits here. Nothing that carries out a command brings
 * an event before it returns.
 */
final class CoreDriver implements CommandSink {

    /** How old the time may be that data is handled at: it decides about seconds there. */
    private static final long DATA_PRECISION_NANOS = 1_000_000;

    private final HubClock clock;
    private final long startNanos;
    private final SocketCounters counters;
    private final ObservationRelay observations;
    private final UdpSockets sockets;
    private final RelayTransports relays;
    private final FacadeRouter<MagicSocket> router;
    private final WakeUp wakeUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final MagicSockCore core;
    /** What a facade sends at the moment; null if none does. */
    private Outbox outgoing;
    /** The time of the last event, so that data that comes shortly after needs no new object. */
    private Instant lastEvent = Instant.EPOCH;
    private long lastEventNanos;
    private Instant armed = Instant.MAX;
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
        this.lastEventNanos = startNanos;
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
            core.handle(event, eventTime());
            rearm();
        } finally {
            lock.unlock();
        }
    }

    private void rearm() {
        for (LocalSocket opened = sockets.nextOpened(); opened != null; opened = sockets.nextOpened()) {
            core.handle(new MagicSockEvent.SocketOpened(opened), lastEvent);
        }
        Instant next = core.nextDeadlineAt();
        if (next != armed) {
            armed = next;
            wakeUp.by(next);
        }
    }

    private Instant eventTime() {
        lastEventNanos = clock.monotonicNanos();
        lastEvent = Instant.EPOCH.plusNanos(lastEventNanos - startNanos);
        return lastEvent;
    }

    /** The time of the last event if that is near; alarms that are due since then ring on the hub's thread. */
    private Instant dataTime() {
        boolean near = clock.monotonicNanos() - lastEventNanos < DATA_PRECISION_NANOS;
        return near ? lastEvent : eventTime();
    }

    /** A datagram arrived, the remaining bytes of {@code payload}. */
    void received(UdpSocket socket, InetSocketAddress source, ByteBuffer payload) {
        boolean v4 = source.getAddress() instanceof Inet4Address;
        counters.add(v4 ? SocketCounter.RECV_IPV4 : SocketCounter.RECV_IPV6, payload.remaining());
        boolean isData = Demultiplexer.classify(payload) == DatagramKind.QUIC;
        lock.lock();
        try {
            core.receive(socket.id(), source, payload, isData ? dataTime() : eventTime());
            rearm();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The application sends a datagram through a facade, whose outbox it has locked and filled.
     *
     * @throws SocketException if the hub is closed
     */
    void submit(MagicSocket facade, InetSocketAddress destination, Outbox outbox) throws SocketException {
        lock.lock();
        try {
            if (closed) {
                throw new SocketException("Socket closed");
            }
            router.onSent(facade, outbox.datagram());
            outgoing = outbox;
            core.send(destination, outbox.datagram(), facade.flow(), dataTime());
            rearm();
        } finally {
            outgoing = null;
            lock.unlock();
        }
        outbox.sendBy(sockets);
    }

    /** The UDP sockets as they are at the moment; not to be changed. Needs no lock. */
    UdpSocket[] readable() {
        return sockets.readable();
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
            core.handle(new MagicSockEvent.Closed(), eventTime());
            open = router.all();
        } finally {
            lock.unlock();
        }
        open.forEach(MagicSocket::close);
        relays.closeAll();
        return true;
    }

    /** The machine lost these addresses: relay connections that go out from one are lost as well. */
    void addressesGone(Collection<InetAddress> gone) {
        relays.localAddressesGone(gone);
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
                    sendDatagram(socket, destination, payload);
            case MagicSockCommand.SendLimitedDatagram limited ->
                    throw new IllegalStateException("a hop limit of " + limited.hopLimit() + " on a real socket");
            case MagicSockCommand.DeliverDatagram(var source, Optional<EndpointId> from, ByteBuffer payload) ->
                    deliverDatagram(source, from, payload);
            case MagicSockCommand.OpenSocket(SocketId socket) -> sockets.open(socket);
            case MagicSockCommand.CloseSocket(SocketId socket) -> sockets.close(socket);
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

    @Override
    public void sendDatagram(SocketId socket, InetSocketAddress destination, ByteBuffer payload) {
        if (outgoing == null || !outgoing.takes(socket, destination, payload)) {
            sockets.send(socket, destination, payload);
        }
    }

    @Override
    public void deliverDatagram(InetSocketAddress source, Optional<EndpointId> endpoint, ByteBuffer payload) {
        router.deliver(source, endpoint, payload);
    }
}
