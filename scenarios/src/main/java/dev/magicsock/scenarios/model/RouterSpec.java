package dev.magicsock.scenarios.model;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.nat.NatBehavior;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A router: a realm of hosts inside, one link outside, and perhaps a NAT, a firewall or a UDP block between them.
 *
 * @param behind   the router outside of this one; empty for the public internet
 * @param nat      empty for a router that only routes
 * @param external its outside IPv4 addresses; empty if the simulator picks one
 * @param families what it offers to its inside
 */
public record RouterSpec(String name, Optional<String> behind, Optional<NatBehavior> nat,
        Optional<FirewallSpec> firewall, UdpPolicy udp, LinkSpec link, Families families, List<IpAddress> external) {

    public RouterSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(behind);
        Objects.requireNonNull(nat);
        Objects.requireNonNull(firewall);
        Objects.requireNonNull(udp);
        Objects.requireNonNull(link);
        Objects.requireNonNull(families);
        external = List.copyOf(external);
    }
}
