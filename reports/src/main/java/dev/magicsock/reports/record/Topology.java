package dev.magicsock.reports.record;

import java.util.List;
import java.util.Objects;

/**
 * The network as it was built, before anything in the script changed it.
 *
 * @param nodes in the order of the scenario; names are unique
 * @param links in the order of the scenario; names are unique
 */
public record Topology(List<Node> nodes, List<Link> links) {

    public Topology {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        unique("node", nodes.stream().map(Node::name).toList());
        unique("link", links.stream().map(Link::name).toList());
    }

    private static void unique(String what, List<String> names) {
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException(what + " names are not unique: " + names);
        }
    }

    /** What a node is for. */
    public enum NodeKind {
        /** Runs a program, usually a MagicSock. */
        HOST,
        /** Forwards; may translate addresses and filter. */
        ROUTER,
        /** Runs a relay. */
        RELAY,
        /** Runs any other service, such as STUN or DNS. */
        SERVICE
    }

    /**
     * A host, a router or a service.
     *
     * @param addresses IP addresses as text, in the order of the interfaces
     * @param facts     its settings: NAT behaviour, firewall, clock offset and the like
     */
    public record Node(String name, NodeKind kind, List<String> addresses, List<Fact> facts) {

        public Node {
            Check.name("node name", name);
            Objects.requireNonNull(kind, "kind");
            addresses = List.copyOf(addresses);
            facts = List.copyOf(facts);
        }
    }

    /**
     * A link between two nodes. A capture has one interface per side, named {@code link name/node name}.
     *
     * @param a   name of the node at one end; by convention the one farther from the internet core
     * @param b   name of the node at the other end
     * @param aToB conditions from a to b: latency, loss, rate and the like
     * @param bToA conditions from b to a
     */
    public record Link(String name, String a, String b, List<Fact> aToB, List<Fact> bToA) {

        public Link {
            Check.name("link name", name);
            Check.name("link end", a);
            Check.name("link end", b);
            aToB = List.copyOf(aToB);
            bToA = List.copyOf(bToA);
        }
    }
}
