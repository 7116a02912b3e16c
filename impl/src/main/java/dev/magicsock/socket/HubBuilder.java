package dev.magicsock.socket;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.dial.HttpProxy;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.portmap.MappingProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** Collects the settings of a {@link MagicSocketHub}. Not thread-safe. */
public final class HubBuilder {

    private SecretKey key;
    private MagicSockConfig config = MagicSockConfig.builder().build();
    private List<InetSocketAddress> bindAddresses =
            List.of(SocketAddresses.parse("[::]:0"), SocketAddresses.parse("0.0.0.0:0"));
    private HubClock clock = HubClock.SYSTEM;
    private RandomGenerator random;
    private Supplier<List<LocalInterfaceAddress>> interfaces = LocalInterfaces::read;
    private RelayDialSettings relayDial = RelayDialSettings.STANDARD;
    private final Map<RelayUrl, RelayDialSettings> ownRelayDials = new LinkedHashMap<>();
    private boolean netReports = true;
    private Optional<PortMappings.Request> portMapping = Optional.empty();
    private final List<ObservationListener> listeners = new ArrayList<>();

    HubBuilder() {
    }

    /** The identity; without it a fresh one is made up. */
    public HubBuilder key(SecretKey value) {
        key = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Relays, STUN servers, strategy, selector and everything else that the core decides by.
     *
     * @throws IllegalArgumentException if the strategy is for the laboratory alone
     */
    public HubBuilder config(MagicSockConfig value) {
        if (value.strategy().limitsHops()) {
            throw new IllegalArgumentException("the strategy " + value.strategy().name() + " sends datagrams with a "
                    + "hop limit of their own, which Java's sockets cannot do; it is for the laboratory alone");
        }
        config = value;
        return this;
    }

    /**
     * Where the UDP sockets are bound, most preferred first; port 0 for any. Without it one socket for both families is
     * bound to all addresses and any port, or one for IPv4 alone on a machine without IPv6.
     *
     * @throws IllegalArgumentException if there is none, or one is a name
     */
    public HubBuilder bindAddresses(List<InetSocketAddress> values) {
        if (values.isEmpty() || values.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException("literal addresses to bind to, not " + values);
        }
        bindAddresses = List.copyOf(values);
        return this;
    }

    /** Other clocks, for tests. */
    public HubBuilder clock(HubClock value) {
        clock = Objects.requireNonNull(value);
        return this;
    }

    /** Another source of random numbers, for tests; transaction ids and nonces come from it. */
    public HubBuilder random(RandomGenerator value) {
        random = Objects.requireNonNull(value);
        return this;
    }

    /** Certificates that relays are trusted by; without it those of the platform. */
    public HubBuilder relayTls(SSLContext value) {
        relayDial = relayDial.withTls(value);
        return this;
    }

    /**
     * Sent as {@code Authorization: Bearer} to the relays of the {@link #config}, but not to those that are known from
     * remotes only; visible ASCII.
     */
    public HubBuilder relayToken(String value) {
        relayDial = relayDial.withToken(value);
        return this;
    }

    /** The HTTP proxy through which relays are reached; without it they are reached directly. */
    public HubBuilder relayProxy(HttpProxy value) {
        relayDial = relayDial.withProxy(value);
        return this;
    }

    /** How all relays are dialled that have no settings of their own: replaces certificates, token and proxy. */
    public HubBuilder relayDial(RelayDialSettings value) {
        relayDial = Objects.requireNonNull(value);
        return this;
    }

    /** How one relay is dialled, whatever the others are told. */
    public HubBuilder relayDial(RelayUrl relay, RelayDialSettings value) {
        ownRelayDials.put(Objects.requireNonNull(relay), Objects.requireNonNull(value));
        return this;
    }

    /**
     * Whether the network is looked at by asking relays over HTTP: how far away they are, and whether there is a
     * captive portal. Without it relays are measured by connecting to them; on unless switched off.
     */
    public HubBuilder netReports(boolean value) {
        netReports = value;
        return this;
    }

    /**
     * Asks this gateway, and nobody else, to let packets for the first socket in, by these protocols in this order.
     * Without it no gateway is asked for anything.
     */
    public HubBuilder portMapping(InetAddress gateway, List<MappingProtocol> protocols) {
        portMapping = Optional.of(new PortMappings.Request(gateway, List.copyOf(protocols)));
        return this;
    }

    /** Somebody who hears everything from the start. */
    public HubBuilder listener(ObservationListener value) {
        listeners.add(Objects.requireNonNull(value));
        return this;
    }

    /**
     * What to take for the addresses of this machine; asked every few seconds. Without it the operating system tells.
     */
    public HubBuilder interfaces(Supplier<List<LocalInterfaceAddress>> value) {
        interfaces = value;
        return this;
    }

    /**
     * Binds and starts.
     *
     * @throws IOException if nothing can be bound, or a chosen address is taken
     */
    public MagicSocketHub bind() throws IOException {
        if (random == null) {
            random = new SecureRandom();
        }
        if (key == null) {
            key = SecretKey.generate(random);
        }
        return MagicSocketHub.bind(this);
    }

    SecretKey key() {
        return key;
    }

    MagicSockConfig config() {
        return config;
    }

    List<InetSocketAddress> bindAddresses() {
        return bindAddresses;
    }

    HubClock clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    Supplier<List<LocalInterfaceAddress>> interfaces() {
        return interfaces;
    }

    List<ObservationListener> listeners() {
        return listeners;
    }

    Optional<NetReports> netReports(CoreDriver driver, Consumer<Observation> observer) {
        if (!netReports || config.relays().isEmpty()) {
            return Optional.empty();
        }
        RandomGenerator own = new SplittableRandom(random.nextLong());
        return Optional.of(new NetReports(config.relays(), driver, relay -> relayDial(relay).connection(), observer,
                own));
    }

    Optional<PortMappings> portMappings(CoreDriver driver, EventLog log) {
        return portMapping.map(request ->
                new PortMappings(request, driver, new SplittableRandom(random.nextLong()), log));
    }

    RelayTransports transports(CoreDriver driver, SocketCounters counters) {
        return new WebSocketTransports(new DriverTransportEvents(driver, counters), key, this::relayDial);
    }

    private RelayDialSettings relayDial(RelayUrl relay) {
        RelayDialSettings usual = config.relays().contains(relay) ? relayDial : relayDial.withoutToken();
        return ownRelayDials.getOrDefault(relay, usual);
    }
}
