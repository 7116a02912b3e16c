package dev.magicsock.scenarios.run;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.path.BiasedRttSelector;
import dev.magicsock.path.LoadBalanceSelector;
import dev.magicsock.path.LowestRttSelector;
import dev.magicsock.path.PathSelector;
import dev.magicsock.path.PathTiming;
import dev.magicsock.scenarios.host.StunProgram;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.StunSpec;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets up MagicSocks as a scenario wants them, with the addresses that a built network has given out. */
final class EndpointConfigs {

    private final NetworkSpec spec;
    private final Network network;
    private final Map<RelayUrl, List<IpAddress>> relayAddresses = new LinkedHashMap<>();

    EndpointConfigs(NetworkSpec spec, Network network) {
        this.spec = spec;
        this.network = network;
        for (RelaySpec relay : spec.relays()) {
            relayAddresses.put(RelayUrl.parse(relay.url()), network.addresses(relay.name()));
        }
    }

    List<IpAddress> addressesOf(RelayUrl relay) {
        return relayAddresses.getOrDefault(relay, List.of());
    }

    MagicSockConfig of(EndpointSpec endpoint) {
        List<RelayUrl> relays = spec.relays().stream()
                .filter(relay -> endpoint.relays().contains(relay.name()))
                .limit(MagicSockConfig.MAX_RELAYS)
                .map(relay -> RelayUrl.parse(relay.url()))
                .toList();
        return MagicSockConfig.builder()
                .relays(relays)
                .stunServers(stunServers(endpoint))
                .strategy(endpoint.strategy())
                .selector(selector(endpoint.selector()))
                .timing(endpoint.heartbeat().map(PathTiming.DEFAULT::withHeartbeat).orElse(PathTiming.DEFAULT))
                .build();
    }

    private List<InetSocketAddress> stunServers(EndpointSpec endpoint) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (StunSpec server : spec.stun()) {
            if (endpoint.stun().contains(server.name())) {
                firstOfEachFamily(network.addresses(server.name())).forEach(address ->
                        servers.add(new InetSocketAddress(address.toInetAddress(), StunProgram.PORT)));
            }
        }
        return servers.stream().limit(MagicSockConfig.MAX_STUN_SERVERS).toList();
    }

    /** The second address of a family is for RFC 5780 alone. */
    private static List<IpAddress> firstOfEachFamily(List<IpAddress> addresses) {
        List<IpAddress> first = new ArrayList<>();
        addresses.stream().filter(IpAddress::isV4).findFirst().ifPresent(first::add);
        addresses.stream().filter(IpAddress::isV6).findFirst().ifPresent(first::add);
        return first;
    }

    private static PathSelector selector(EndpointSpec.Selector selector) {
        return switch (selector) {
            case BIASED_RTT -> new BiasedRttSelector();
            case LOWEST_RTT -> new LowestRttSelector();
            case LOAD_BALANCE -> new LoadBalanceSelector();
        };
    }
}
