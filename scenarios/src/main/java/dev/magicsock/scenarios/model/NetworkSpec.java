package dev.magicsock.scenarios.model;

import java.util.List;

/**
 * The network of a scenario; names are unique across relays, STUN servers, routers and hosts.
 *
 * <p>Everything without a {@code behind} hangs on the public internet, a router that only routes.
 *
 * @param routers in an order in which each comes after the router that it is behind
 */
public record NetworkSpec(List<RelaySpec> relays, List<StunSpec> stun, List<RouterSpec> routers, List<HostSpec> hosts) {

    public NetworkSpec {
        relays = List.copyOf(relays);
        stun = List.copyOf(stun);
        routers = List.copyOf(routers);
        hosts = List.copyOf(hosts);
    }
}
