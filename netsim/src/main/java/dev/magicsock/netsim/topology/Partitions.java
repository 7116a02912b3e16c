package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.router.PartedTraffic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Finds where the ways of two parts of a network join, and puts barriers there. */
final class Partitions {

    private final Map<String, RouterNode> routers;
    private final Map<String, HostNode> hosts;

    Partitions(Map<String, RouterNode> routers, Map<String, HostNode> hosts) {
        this.routers = routers;
        this.hosts = hosts;
    }

    void part(String from, String to, PartedTraffic traffic) {
        BitSet origins = origins(from);
        atEachJoint(from, to, (router, port) -> router.router().part(origins, port, traffic));
    }

    void join(String from, String to, PartedTraffic traffic) {
        BitSet origins = origins(from);
        atEachJoint(from, to, (router, port) -> router.router().join(origins, port, traffic));
    }

    /** The trace numbers of a host, or of all hosts with an interface behind a router. */
    private BitSet origins(String name) {
        BitSet origins = new BitSet();
        if (hosts.containsKey(name)) {
            origins.set(hosts.get(name).host().number());
            return origins;
        }
        RouterNode network = router(name);
        for (HostNode node : hosts.values()) {
            if (node.attachments().stream().anyMatch(each -> each.router().isBehind(network))) {
                origins.set(node.host().number());
            }
        }
        return origins;
    }

    private void atEachJoint(String from, String to, BiConsumer<RouterNode, Integer> action) {
        List<Branch> done = new ArrayList<>();
        for (Branch sender : branches(from)) {
            for (Branch target : branches(to)) {
                Branch joint = target;
                while (!sender.router.isBehind(joint.router)) {
                    joint = joint.up();
                }
                if (!done.contains(joint)) {
                    done.add(joint);
                    action.accept(joint.router, joint.port);
                }
            }
        }
    }

    /** Where a host or network is attached: the routers right above it and their ports towards it. */
    private List<Branch> branches(String name) {
        if (hosts.containsKey(name)) {
            return hosts.get(name).attachments().stream().map(each -> new Branch(each.router(), each.routerPort()))
                    .toList();
        }
        RouterNode network = router(name);
        if (network.parent() == null) {
            throw new IllegalArgumentException("router '" + name + "' has no upstream network to be parted from");
        }
        return List.of(new Branch(network.parent(), network.portOnParent()));
    }

    private RouterNode router(String name) {
        RouterNode node = routers.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no host or router is called '" + name + "'");
        }
        return node;
    }

    private record Branch(RouterNode router, int port) {

        Branch up() {
            return new Branch(router.parent(), router.portOnParent());
        }
    }
}
