package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.topology.NetworkBuilder;
import dev.magicsock.reports.record.Fact;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.record.Topology.Node;
import dev.magicsock.reports.record.Topology.NodeKind;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.RouterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes a built network for the record. */
final class TopologyFacts {

    private final NetworkSpec spec;
    private final Network network;
    private final Map<String, LinkProfile> profiles;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    TopologyFacts(NetworkSpec spec, Network network, Map<String, LinkProfile> profiles) {
        this.spec = spec;
        this.network = network;
        this.profiles = profiles;
    }

    Topology describe() {
        nodes.add(new Node(NetworkBuilder.INTERNET, NodeKind.ROUTER, List.of(), List.of()));
        spec.relays().forEach(relay -> server(relay.name(), NodeKind.RELAY));
        spec.stun().stream().filter(stun -> !stun.onRelay()).forEach(stun -> server(stun.name(), NodeKind.SERVICE));
        spec.routers().forEach(this::router);
        spec.hosts().forEach(this::host);
        return new Topology(nodes, links);
    }

    private void server(String name, NodeKind kind) {
        nodes.add(new Node(name, kind, texts(network.addresses(name)), List.of()));
        link(LinkNames.ofServer(name), name, NetworkBuilder.INTERNET);
    }

    private void router(RouterSpec router) {
        List<Fact> facts = new ArrayList<>();
        router.nat().ifPresent(behavior -> facts.addAll(nat(behavior)));
        router.firewall().ifPresent(firewall -> facts.add(new Fact("firewall", label(firewall.filtering()))));
        if (router.udp().blocked()) {
            facts.add(new Fact("udp", "blocked"));
        }
        nodes.add(new Node(router.name(), NodeKind.ROUTER, texts(network.outsideAddresses(router.name())), facts));
        link(LinkNames.ofRouter(router.name()), router.name(), router.behind().orElse(NetworkBuilder.INTERNET));
    }

    private static List<Fact> nat(NatBehavior behavior) {
        return List.of(new Fact("mapping", label(behavior.mapping())),
                new Fact("filtering", label(behavior.filtering())));
    }

    private void host(HostSpec host) {
        nodes.add(new Node(host.name(), NodeKind.HOST, texts(network.addresses(host.name())), List.of()));
        for (HostSpec.Interface each : host.interfaces()) {
            link(LinkNames.ofHost(host.name(), each.name()), host.name(),
                    each.behind().orElse(NetworkBuilder.INTERNET));
        }
    }

    private void link(String name, String from, String to) {
        LinkProfile profile = profiles.get(name);
        links.add(new Link(name, from, to, List.of(new Fact("conditions", LinkProfiles.describe(profile.up()))),
                List.of(new Fact("conditions", LinkProfiles.describe(profile.down())))));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> texts(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).toList();
    }
}
