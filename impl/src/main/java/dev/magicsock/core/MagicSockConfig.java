package dev.magicsock.core;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.BiasedRttSelector;
import dev.magicsock.path.PathSelector;
import dev.magicsock.path.PathTiming;
import dev.magicsock.punch.CallMeMaybePunch;
import dev.magicsock.punch.PunchStrategy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * What one MagicSock is set up with. Immutable; made by {@link #builder}.
 *
 * @param relays              relays among which the home relay is chosen, at most {@value #MAX_RELAYS}
 * @param stunServers         asked how they see our sockets, at most {@value #MAX_STUN_SERVERS}; both families may
 *                            occur
 * @param configuredAddresses own addresses that only the user can know, such as a forwarded port
 * @param strategy            how holes are punched
 * @param selector            how a path is chosen
 * @param unprovenRemotes     what is done with remotes that do not answer probes
 * @param timing              every interval
 * @param bounds              the size of every table
 */
public record MagicSockConfig(
        List<RelayUrl> relays,
        List<InetSocketAddress> stunServers,
        List<InetSocketAddress> configuredAddresses,
        PunchStrategy strategy,
        PathSelector selector,
        UnprovenRemotes unprovenRemotes,
        PathTiming timing,
        Bounds bounds) {

    /** iroh probes no more than the first five relays; each costs a connection while it is measured. */
    public static final int MAX_RELAYS = 5;

    /** Four tell whether a mapping depends on the destination, twice over. */
    public static final int MAX_STUN_SERVERS = 8;

    /** Configured ones share the 32 addresses of a CallMeMaybe with all the others. */
    public static final int MAX_CONFIGURED_ADDRESSES = 8;

    public MagicSockConfig {
        relays = List.copyOf(relays);
        stunServers = List.copyOf(stunServers);
        configuredAddresses = List.copyOf(configuredAddresses);
        stunServers.forEach(SocketAddresses::requireResolved);
        configuredAddresses.forEach(SocketAddresses::requireResolved);
        requireAtMost(MAX_RELAYS, relays.size(), "relays");
        requireAtMost(MAX_STUN_SERVERS, stunServers.size(), "STUN servers");
        requireAtMost(MAX_CONFIGURED_ADDRESSES, configuredAddresses.size(), "configured addresses");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(unprovenRemotes, "unprovenRemotes");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(bounds, "bounds");
    }

    private static void requireAtMost(int max, int size, String what) {
        if (size > max) {
            throw new IllegalArgumentException("at most " + max + " " + what + ", not " + size);
        }
    }

    /** Begins with no relay and no STUN server, {@code call-me-maybe} and {@code biased-rtt}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings that differ from the defaults. */
    public static final class Builder {
        private List<RelayUrl> relays = List.of();
        private List<InetSocketAddress> stunServers = List.of();
        private List<InetSocketAddress> configuredAddresses = List.of();
        private PunchStrategy strategy = new CallMeMaybePunch();
        private PathSelector selector = new BiasedRttSelector();
        private UnprovenRemotes unprovenRemotes = UnprovenRemotes.SEND_TO_GIVEN_ADDRESSES;
        private PathTiming timing = PathTiming.DEFAULT;
        private Bounds bounds = Bounds.DEFAULT;

        private Builder() {
        }

        /** See {@link MagicSockConfig#relays}. */
        public Builder relays(List<RelayUrl> values) {
            relays = values;
            return this;
        }

        /** See {@link MagicSockConfig#stunServers}. */
        public Builder stunServers(List<InetSocketAddress> values) {
            stunServers = values;
            return this;
        }

        /** See {@link MagicSockConfig#configuredAddresses}. */
        public Builder configuredAddresses(List<InetSocketAddress> values) {
            configuredAddresses = values;
            return this;
        }

        /** See {@link MagicSockConfig#strategy}. */
        public Builder strategy(PunchStrategy value) {
            strategy = value;
            return this;
        }

        /** See {@link MagicSockConfig#selector}. */
        public Builder selector(PathSelector value) {
            selector = value;
            return this;
        }

        /** See {@link MagicSockConfig#unprovenRemotes}. */
        public Builder unprovenRemotes(UnprovenRemotes value) {
            unprovenRemotes = value;
            return this;
        }

        /** See {@link MagicSockConfig#timing}. */
        public Builder timing(PathTiming value) {
            timing = value;
            return this;
        }

        /** See {@link MagicSockConfig#bounds}. */
        public Builder bounds(Bounds value) {
            bounds = value;
            return this;
        }

        /** @throws IllegalArgumentException if a list is too long or an address is a name */
        public MagicSockConfig build() {
            return new MagicSockConfig(relays, stunServers, configuredAddresses, strategy, selector, unprovenRemotes,
                    timing, bounds);
        }
    }
}
