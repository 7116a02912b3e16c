package dev.magicsock.reports.punch;

import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.record.Topology.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The topology as a tree: each node hangs on the other end of its first link; further links are extra. */
public final class Tree {

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Link> upward = new LinkedHashMap<>();
    private final List<Link> extra = new ArrayList<>();

    /** The tree of a network. */
    public Tree(Topology topology) {
        topology.nodes().forEach(node -> nodes.put(node.name(), node));
        for (Link link : topology.links()) {
            boolean known = nodes.containsKey(link.a()) && nodes.containsKey(link.b());
            if (known && !upward.containsKey(link.a()) && !chain(link.b()).contains(link.a())) {
                upward.put(link.a(), link);
            } else if (known) {
                extra.add(link);
            }
        }
    }

    /** Nodes that hang on nothing. */
    public List<Node> roots() {
        return nodes.values().stream().filter(node -> !upward.containsKey(node.name())).toList();
    }

    /** What hangs on a node. */
    public List<Node> children(String name) {
        return upward.values().stream().filter(link -> link.b().equals(name)).map(link -> nodes.get(link.a())).toList();
    }

    /** The link by which a node hangs in the tree; empty for a root. */
    public Optional<Link> uplink(String name) {
        return Optional.ofNullable(upward.get(name));
    }

    /** Links that are not part of the tree, such as those of a second interface. */
    public List<Link> extraLinks() {
        return extra;
    }

    /** The node of this name. */
    public Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** The node itself, what it hangs on, and so on up to a root. */
    public List<String> chain(String name) {
        Set<String> chain = new LinkedHashSet<>();
        String at = name;
        while (chain.add(at) && upward.containsKey(at)) {
            at = upward.get(at).b();
        }
        return List.copyOf(chain);
    }

    /** The nodes from one to another, both included, by way of where their chains meet. */
    public List<String> way(String from, String to) {
        List<String> up = chain(from);
        List<String> down = chain(to);
        List<String> way = new ArrayList<>();
        for (String node : up) {
            way.add(node);
            if (down.contains(node)) {
                break;
            }
        }
        int meeting = down.indexOf(way.getLast());
        way.addAll(down.subList(0, Math.max(0, meeting < 0 ? down.size() : meeting)).reversed());
        return way;
    }

    /** The node that an element of the network belongs to: {@code home/nat} belongs to {@code home}. */
    public static String nodeOf(String place) {
        int slash = place.indexOf('/');
        return slash < 0 ? place : place.substring(0, slash);
    }
}
