package dev.magicsock.scenarios.host;

import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.LocalSocket;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.path.SocketId;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A MagicSock with its application on a simulated host.
 *
 * <p>The MagicSock lives by the host's monotonic clock, which stands still while the host sleeps. What happened when is
 * noted in the time of the world, which is the script's too.
 */
public final class EndpointProgram implements Program {

    /** A wall clock that moves by less than this is noise; punch packets tolerate 30 s. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(100);

    private final SecretKey key;
    private final MagicSockConfig config;
    private final int port;
    private final InstantSource world;
    private final EndpointListener listener;
    private final RelayDialer dialer;
    private final Application application;
    private final Optional<EndpointQuic> quic;
    private final Addresses addresses = new Addresses();

    private MagicSockCore core;
    private CommandExecutor executor;
    private HostSockets sockets;
    private boolean asksGateway;
    private Optional<GatewayClient> gateway = Optional.empty();
    private Duration unixOffset;
    private Duration behindWorld = Duration.ZERO;

    /**
     * @param port        local UDP port, 0 for one that the host picks
     * @param application what connects and sends
     * @param quic        real QUIC, which talks beside it
     * @param world       the time of the script
     * @param names       where relays are
     * @param listener    hears everything
     */
    public EndpointProgram(SecretKey key, MagicSockConfig config, int port, Application application,
            Optional<EndpointQuic> quic, InstantSource world, RelayNames names, EndpointListener listener) {
        this.key = key;
        this.config = config;
        this.port = port;
        this.application = application;
        this.quic = quic;
        this.world = world;
        this.listener = listener;
        this.dialer = new RelayDialer(names);
    }

    /** One without real QUIC. */
    public EndpointProgram(SecretKey key, MagicSockConfig config, int port, Application application,
            InstantSource world, RelayNames names, EndpointListener listener) {
        this(key, config, port, application, Optional.empty(), world, names, listener);
    }

    /** The same, asking the NAT in front of its host for a port mapping; to be called before anything happens. */
    public EndpointProgram askingGateway() {
        asksGateway = true;
        return this;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        if (core == null) {
            start(host);
        }
        behindWorld = Duration.between(now, world.instant());
        executor.enter(host);
        syncWallClock(host, now);
        dispatch(event, host, now);
        dialer.deliverPending(core, now);
        application.act(core, world.instant(), now);
        dialer.deliverPending(core, now);
        if (quic.isPresent()) {
            quic.get().run(core, listener, unixOffset, world.instant(), now);
            dialer.deliverPending(core, now);
        }
        deliverOpened(now);
    }

    private void start(Host host) {
        sockets = new HostSockets(host, port);
        executor = new CommandExecutor(sockets, addresses, dialer, listener, world, application, quic);
        core = new MagicSockCore(key, config, host.random(), executor);
        gateway = asksGateway ? Optional.of(new GatewayClient(host)) : Optional.empty();
    }

    private void dispatch(HostEvent event, Host host, Instant now) {
        switch (event) {
            case HostEvent.Started() -> addressesAre(host.addresses(), now);
            case HostEvent.AddressesChanged(List<IpAddress> changed) -> addressesAre(changed, now);
            case HostEvent.DatagramReceived received -> receive(received, now);
            case HostEvent.DatagramRejected _ -> {
                // An ICMP error can be forged by anybody: a path ends by silence only.
            }
            case HostEvent.DeadlineReached() -> {
                core.handle(new MagicSockEvent.DeadlineReached(), now);
                gateway.ifPresent(client -> client.advance(core, now));
            }
            case HostEvent.Resumed(Duration slept) -> core.handle(new MagicSockEvent.Resumed(slept), now);
            case HostEvent.WallClockSet _, HostEvent.NameResolved _ -> {
                // The wall clock was compared before; names of relays are known.
            }
            case HostEvent.StreamAccepted(var stream, int _) -> stream.reset();
            case HostEvent.StreamConnected(var stream) -> dialer.connected(stream);
            case HostEvent.StreamWritable(var stream) -> dialer.writable(stream, core, now);
            case HostEvent.StreamData(var stream, var bytes) -> dialer.receive(stream, bytes, core, listener, now);
            case HostEvent.StreamClosed(var stream, var reason) -> dialer.closed(stream, reason, core, now);
        }
    }

    private void deliverOpened(Instant now) {
        for (LocalSocket opened = sockets.nextOpened(); opened != null; opened = sockets.nextOpened()) {
            core.handle(new MagicSockEvent.SocketOpened(opened), now);
            dialer.deliverPending(core, now);
        }
    }

    private void addressesAre(List<IpAddress> current, Instant now) {
        core.handle(localAddresses(current), now);
        int bound = sockets.local(current).bound().getPort();
        gateway.ifPresent(client -> client.begin(current, bound, core, now));
    }

    private void receive(HostEvent.DatagramReceived received, Instant now) {
        if (gateway.isPresent() && gateway.get().receive(received, core, now)) {
            return;
        }
        InetSocketAddress source = addresses.toSocketAddress(received.source());
        DatagramObserver.arrivedDirect(listener, source, received.payload());
        SocketId socket = sockets.idOf(received.socket());
        core.handle(new MagicSockEvent.DatagramReceived(socket, source, received.payload()), now);
    }

    private MagicSockEvent localAddresses(List<IpAddress> current) {
        return new MagicSockEvent.LocalAddressesChanged(List.of(sockets.local(current)), current.stream()
                .map(address -> LocalInterfaceAddress.preferred(address.toInetAddress()))
                .toList());
    }

    private void syncWallClock(Host host, Instant now) {
        Duration offset = Duration.between(now, host.wallClock());
        if (unixOffset == null || offset.minus(unixOffset).abs().compareTo(CLOCK_TOLERANCE) > 0) {
            unixOffset = offset;
            core.handle(new MagicSockEvent.UnixTimeOffsetSet(offset), now);
        }
    }

    @Override
    public Optional<Instant> nextDeadline() {
        if (core == null) {
            return Optional.empty();
        }
        Optional<Instant> fromCore = core.nextDeadline().map(Deadline::at);
        Optional<Instant> fromApplication = application.nextAction().map(at -> at.minus(behindWorld));
        Optional<Instant> own = earlier(fromCore, fromApplication);
        if (gateway.isPresent()) {
            own = earlier(own, gateway.get().nextDeadline());
        }
        if (quic.isEmpty()) {
            return own;
        }
        Optional<Instant> fromJobs = quic.get().nextJob().map(at -> at.minus(behindWorld));
        return earlier(own, earlier(fromJobs, quic.get().nextDeadline()));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.isPresent() && other.get().isBefore(one.get()) ? other : one;
    }
}
