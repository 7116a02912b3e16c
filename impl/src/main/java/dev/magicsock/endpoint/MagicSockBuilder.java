package dev.magicsock.endpoint;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.LocalInterfaceAddress;
import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.dial.HttpProxy;
import dev.magicsock.discovery.Discovery;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.PathSelector;
import dev.magicsock.path.PathTiming;
import dev.magicsock.portmap.MappingProtocol;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.quic.QuicSettings;
import dev.magicsock.socket.HubBuilder;
import dev.magicsock.socket.HubClock;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.RelayDialSettings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** Collects the settings of a {@link MagicSock}; each has a default. Not thread-safe, and good for one endpoint. */
public final class MagicSockBuilder {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    private final MagicSockConfig.Builder config = MagicSockConfig.builder();
    private final HubBuilder hub = MagicSocketHub.builder();
    private final List<EndpointListener> listeners = new ArrayList<>();
    private final List<Discovery.Factory> discovery = new ArrayList<>();
    private RelayMode relays = new RelayMode.Disabled();
    private RelayDialSettings relayDial = RelayDialSettings.STANDARD;
    private Optional<InetSocketAddress> ipv4 = Optional.empty();
    private Optional<InetSocketAddress> ipv6 = Optional.empty();
    private SecretKey key;
    private RandomGenerator random = new SecureRandom();
    private HubClock clock = HubClock.SYSTEM;
    private QuicSettings quic = QuicSettings.defaults();
    private List<String> protocols = List.of();
    private Duration connectTimeout = Duration.ofSeconds(10);

    MagicSockBuilder() {
    }

    /** The identity; without it a fresh one is made up. */
    public MagicSockBuilder secretKey(SecretKey value) {
        key = Objects.requireNonNull(value);
        return this;
    }

    /**
     * The IPv4 address of this machine to use, port 0 for any. With it alone there is no IPv6; without it and
     * {@link #bindIpv6} all addresses of both families are used.
     *
     * @throws IllegalArgumentException if it is no literal IPv4 address
     */
    public MagicSockBuilder bindIpv4(InetSocketAddress value) {
        if (!(SocketAddresses.requireResolved(value).getAddress() instanceof Inet4Address)) {
            throw new IllegalArgumentException(SocketAddresses.format(value) + " is no IPv4 address");
        }
        ipv4 = Optional.of(value);
        return this;
    }

    /**
     * The IPv6 address of this machine to use, port 0 for any; the same as {@link #bindIpv4} for the other family. The
     * wildcard carries both families where the system allows it.
     *
     * @throws IllegalArgumentException if it is no literal IPv6 address
     */
    public MagicSockBuilder bindIpv6(InetSocketAddress value) {
        if (!(SocketAddresses.requireResolved(value).getAddress() instanceof Inet6Address)) {
            throw new IllegalArgumentException(SocketAddresses.format(value) + " is no IPv6 address");
        }
        ipv6 = Optional.of(value);
        return this;
    }

    /** Relays to be found at, at most {@value MagicSockConfig#MAX_RELAYS}: a {@link RelayMode.Custom} one. */
    public MagicSockBuilder relays(List<RelayUrl> values) {
        return relayMode(new RelayMode.Custom(values.stream().map(RelaySettings::of).toList()));
    }

    /**
     * Which relays to be found at, at most {@value MagicSockConfig#MAX_RELAYS}; {@link RelayMode.Disabled} without it,
     * because nobody's servers are used unasked.
     */
    public MagicSockBuilder relayMode(RelayMode value) {
        relays = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Sent as {@code Authorization: Bearer} to those of the endpoint's relays that have no token of their own; relays
     * of remotes never get it. Visible ASCII.
     */
    public MagicSockBuilder relayToken(String value) {
        relayDial = relayDial.withToken(value);
        return this;
    }

    /**
     * Certificates that relays are trusted by, remotes' ones included, such as those of {@link RelayCertificates};
     * without it those of the platform.
     */
    public MagicSockBuilder relayTls(SSLContext value) {
        relayDial = relayDial.withTls(value);
        return this;
    }

    /** The HTTP proxy through which relays are reached; without it they are reached directly. */
    public MagicSockBuilder relayProxy(HttpProxy value) {
        relayDial = relayDial.withProxy(value);
        return this;
    }

    /**
     * A service by which endpoints find each other by identity alone; may be called again for another one. The endpoint
     * opens it when it is bound, and closes it.
     */
    public MagicSockBuilder discovery(Discovery.Factory value) {
        discovery.add(Objects.requireNonNull(value));
        return this;
    }

    /** Asked how they see our sockets, at most {@value MagicSockConfig#MAX_STUN_SERVERS}; none without it. */
    public MagicSockBuilder stunServers(List<InetSocketAddress> values) {
        config.stunServers(values);
        return this;
    }

    /** Own addresses that only the user can know, such as a forwarded port; none without it. */
    public MagicSockBuilder configuredAddresses(List<InetSocketAddress> values) {
        config.configuredAddresses(values);
        return this;
    }

    /** How holes are punched; {@code call-me-maybe} without it. */
    public MagicSockBuilder strategy(PunchStrategy value) {
        config.strategy(value);
        return this;
    }

    /** How a path is chosen; {@code biased-rtt} without it. */
    public MagicSockBuilder selector(PathSelector value) {
        config.selector(value);
        return this;
    }

    /** Every interval by which paths are probed and given up. */
    public MagicSockBuilder timing(PathTiming value) {
        config.timing(value);
        return this;
    }

    /**
     * The application protocols (ALPN, RFC 7301) that remotes may dial, the most preferred first, each 1 to 255 bytes
     * of UTF-8. Without any, nobody is let in and {@link MagicSock#accept} is not to be called.
     */
    public MagicSockBuilder protocols(List<String> values) {
        protocols = List.copyOf(values);
        return this;
    }

    /** What connections allow the remote; iroh's values without it. */
    public MagicSockBuilder quic(QuicSettings value) {
        quic = Objects.requireNonNull(value);
        return this;
    }

    /**
     * How long {@link MagicSock#connect} waits for a remote that does not answer; 10 s without it.
     *
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public MagicSockBuilder connectTimeout(Duration value) {
        if (value.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException("a timeout of " + value);
        }
        connectTimeout = value;
        return this;
    }

    /** Somebody who hears everything from the start; may be called again for another one. */
    public MagicSockBuilder listener(EndpointListener value) {
        listeners.add(Objects.requireNonNull(value));
        return this;
    }

    /**
     * What to take for the addresses of this machine, for tests; asked every few seconds. Without it the operating
     * system tells.
     */
    public MagicSockBuilder interfaces(Supplier<List<LocalInterfaceAddress>> value) {
        hub.interfaces(value);
        return this;
    }

    /**
     * Asks the gateway at this address to let packets in, by PCP, NAT-PMP or UPnP, whichever it knows. Nobody else is
     * asked, and nobody at all without this.
     */
    public MagicSockBuilder portMapping(InetAddress gateway) {
        hub.portMapping(gateway, List.of(MappingProtocol.values()));
        return this;
    }

    /** Other clocks, for tests. */
    public MagicSockBuilder clock(HubClock value) {
        clock = Objects.requireNonNull(value);
        return this;
    }

    /** Another source of random numbers, for tests; thread-safe, and secrets come from it. */
    public MagicSockBuilder random(RandomGenerator value) {
        random = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Binds, and is ready to dial and to be dialled; relays are connected to meanwhile.
     *
     * @throws IOException              if nothing can be bound, or a chosen address is taken
     * @throws IllegalArgumentException if a list is too long, an address is a name, or a protocol's name is not as
     *                                  described
     */
    public MagicSock bind() throws IOException {
        if (key == null) {
            key = SecretKey.generate(random);
        }
        List<InetSocketAddress> binds = new ArrayList<>();
        ipv6.ifPresent(binds::add);
        ipv4.ifPresent(binds::add);
        if (!binds.isEmpty()) {
            hub.bindAddresses(binds);
        }
        config.relays(relays.relays().stream().map(RelaySettings::url).toList());
        hub.relayDial(relayDial);
        relays.relays().forEach(relay -> hub.relayDial(relay.url(), dialSettings(relay)));
        hub.key(key).config(config.build()).random(random).clock(clock);
        return MagicSock.bind(this);
    }

    private RelayDialSettings dialSettings(RelaySettings relay) {
        RelayDialSettings settings = relay.token().map(relayDial::withToken).orElse(relayDial);
        return relay.tls().map(settings::withTls).orElse(settings);
    }

    List<Discovery> openDiscovery() {
        return discovery.stream().map(factory -> factory.open(key)).toList();
    }

    HubBuilder hub() {
        return hub;
    }

    SecretKey key() {
        return key;
    }

    RandomGenerator random() {
        return random;
    }

    HubClock clock() {
        return clock;
    }

    QuicSettings quic() {
        return quic;
    }

    List<String> protocols() {
        return protocols;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    List<EndpointListener> listeners() {
        return listeners;
    }
}
