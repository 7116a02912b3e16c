package dev.magicsock.socket;

import dev.magicsock.core.MagicSockCore;
import dev.magicsock.core.RemoteSnapshot;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.NetReport;
import dev.magicsock.relay.RelayAccount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One endpoint on real sockets: UDP channels and relay connections under one MagicSock, {@link MagicSocket}s above it.
 *
 * <p>Made by {@link #builder}. One thread belongs to it, and two more to each relay connection; closing it ends them
 * all. Thread-safe. All addresses above are mapped ones: made-up IPv6 addresses with a meaning in this hub only.
 */
public final class MagicSocketHub implements AutoCloseable {

    /** What its thread and relays may take to end. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** A burst that a reader without a core of its own may be late for: 2 MiB if all of it is ever used. */
    private static final int CLIENT_SLOTS = 1024;

    /** The server's reader serves all connections that were dialled from elsewhere. */
    private static final int SERVER_SLOTS = 4096;

    private final EndpointId id;
    private final CoreDriver driver;
    private final SocketReader reader;
    private final Optional<NetReports> netReports;
    private final Optional<PortMappings> portMappings;
    private final EventLoop loop;
    private final Thread thread;
    private final SocketCounters counters;
    private final ObservationRelay observations;
    private final InetSocketAddress ownMapped;
    private final AtomicInteger flows = new AtomicInteger();

    private MagicSocketHub(HubBuilder settings) throws IOException {
        this.id = settings.key().id();
        this.counters = new SocketCounters(() -> relayAccount());
        EventLog log = new EventLog(id);
        this.observations = new ObservationRelay(counters, log);
        settings.listeners().forEach(observations::add);
        Selector selector = Selector.open();
        UdpSockets sockets = new UdpSockets(selector, counters, log);
        try {
            sockets.bind(settings.bindAddresses());
        } catch (IOException | RuntimeException e) {
            sockets.closeAll();
            selector.close();
            throw e;
        }
        EventLoop.Alarm alarm = new EventLoop.Alarm();
        this.driver = new CoreDriver(settings.key(), settings.config(), settings.random(), settings.clock(), counters,
                observations, sockets, core -> settings.transports(core, counters), alarm);
        this.reader = new SocketReader(selector, driver, log);
        alarm.wakesBy(reader);
        this.netReports = settings.netReports(driver, report -> {
            if (observations.take(report, settings.clock().wallClock())) {
                alarm.forObservations();
            }
        });
        this.portMappings = settings.portMappings(driver, log);
        Runnable networkChanged = () -> {
            netReports.ifPresent(NetReports::networkChanged);
            portMappings.ifPresent(PortMappings::networkChanged);
        };
        InterfaceWatch interfaces = new InterfaceWatch(settings.interfaces(), driver::addressesGone, networkChanged);
        // Who has slept may have been carried elsewhere.
        this.loop = new EventLoop(selector, reader, driver, settings.clock(), new ClockWatch(networkChanged),
                interfaces, observations, alarm, log);
        this.ownMapped = driver.read(core -> core.mappedAddress(id));
        this.thread = Thread.ofPlatform().daemon().name("magicsock-" + id.toShortString()).unstarted(loop);
    }

    /** Collects the settings of a hub. */
    public static HubBuilder builder() {
        return new HubBuilder();
    }

    static MagicSocketHub bind(HubBuilder settings) throws IOException {
        MagicSocketHub hub = new MagicSocketHub(settings);
        hub.loop.begin();
        hub.thread.start();
        hub.netReports.ifPresent(NetReports::start);
        hub.portMappings.ifPresent(PortMappings::networkChanged);
        return hub;
    }

    /** The identity. */
    public EndpointId id() {
        return id;
    }

    /** Where others may reach us, as known now: home relay and own addresses. Never a wildcard. */
    public EndpointAddr address() {
        return driver.read(MagicSockCore::address);
    }

    /** The relay at which others find us; empty until one has let us in. */
    public Optional<RelayUrl> homeRelay() {
        return driver.read(MagicSockCore::homeRelay);
    }

    /**
     * What was last found out about the network: relay latencies, a captive portal, STUN; empty before the first look.
     */
    public Optional<NetReport> netReport() {
        return netReports.flatMap(NetReports::latest);
    }

    /** What became of all datagrams that were to go through relays; the parts add up at any time. */
    public RelayAccount relayAccount() {
        return driver.read(MagicSockCore::relayAccount);
    }

    /** What the UDP sockets are bound to, wildcards included. */
    public List<InetSocketAddress> boundAddresses() {
        return driver.withSockets(sockets -> sockets.locals().stream().map(local -> local.bound()).toList());
    }

    // Facades

    /**
     * Opens the facade for a server, which gets what no dialling facade is meant to get.
     *
     * @throws SocketException if one is open already, or the hub is closed
     */
    public MagicSocket openServerSocket() throws SocketException {
        return open(Optional.empty(), Optional.empty(), SERVER_SLOTS);
    }

    /**
     * Opens a facade for one connection that is to be dialled, and makes its remote known. It is connected: it sends
     * to the remote's mapped address only, which is its {@link java.net.DatagramSocket#getRemoteSocketAddress}.
     *
     * @throws SocketException          if the hub is closed
     * @throws IllegalArgumentException if the remote is this endpoint
     */
    public MagicSocket openClientSocket(EndpointAddr remote) throws SocketException {
        if (remote.id().equals(id)) {
            throw new IllegalArgumentException("an endpoint cannot dial itself");
        }
        InetSocketAddress peer = driver.addRemote(remote);
        return open(Optional.of(remote.id()), Optional.of(peer), CLIENT_SLOTS);
    }

    private MagicSocket open(Optional<EndpointId> remote, Optional<InetSocketAddress> peer, int slots)
            throws SocketException {
        MagicSocket facade = new MagicSocket(driver, reader, ownMapped, remote, peer, slots, flows.incrementAndGet());
        driver.open(facade);
        return facade;
    }

    // Remotes

    /** Makes a remote known, or more of its addresses; returns its mapped address. */
    public InetSocketAddress addRemote(EndpointAddr remote) {
        return driver.addRemote(remote);
    }

    /** The remote behind a mapped address; empty for an address that is not in use, and for a stranger. */
    public Optional<EndpointId> endpointOf(InetSocketAddress mapped) {
        return driver.read(core -> core.endpointOf(mapped));
    }

    /** The time that snapshots are told in: how long ago the hub was bound, after the epoch; never goes back. */
    public Instant now() {
        return driver.now();
    }

    /** One remote as it is now; empty if it is not known. */
    public Optional<RemoteSnapshot> remote(EndpointId remote) {
        return driver.read(core -> core.remote(remote));
    }

    /** Every known remote as it is now, oldest first. */
    public List<RemoteSnapshot> remotes() {
        return driver.read(MagicSockCore::remotes);
    }

    // Watching

    /** Counts of what passed. */
    public SocketCounters counters() {
        return counters;
    }

    /** Adds somebody who wants to hear everything from now on. */
    public void addListener(ObservationListener listener) {
        observations.add(listener);
    }

    /** Removes a listener; it may hear one more observation that is just being told. */
    public void removeListener(ObservationListener listener) {
        observations.remove(listener);
    }

    /**
     * Closes all facades, relay connections and sockets, and waits until the threads have ended, though not for ever. A
     * second call does nothing. A listener may call it.
     */
    @Override
    public void close() {
        if (!driver.close()) {
            return;
        }
        netReports.ifPresent(NetReports::close);
        portMappings.ifPresent(PortMappings::close);
        loop.stop();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
