package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import dev.magicsock.netsim.element.DirectOutlet;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.link.LinkDirection;
import dev.magicsock.netsim.router.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes routers and the boxes in front of them, gives them addresses, and connects them to the tree. */
final class RouterWiring {

    private static final IpPrefix PUBLIC_V4 = IpPrefix.parse("198.18.0.0/15");
    private static final IpPrefix PUBLIC_V6 = IpPrefix.parse("2001:db8::/32");
    /** Private networks are 10.1.0.0/16 to 10.255.0.0/16 and then the same again: realms may share addresses. */
    private static final int PRIVATE_NETWORKS = 255;

    private final Simulation simulation;
    private final Links links;
    private final Map<String, RouterNode> routers = new LinkedHashMap<>();
    private int privateNetworks;

    RouterWiring(Simulation simulation, Links links) {
        this.simulation = simulation;
        this.links = links;
        AddressPlan plan = new AddressPlan(PUBLIC_V4, PUBLIC_V6);
        Router root = router(NetworkBuilder.INTERNET, plan);
        routers.put(NetworkBuilder.INTERNET, new RouterNode(NetworkBuilder.INTERNET, root, plan, null, 0));
    }

    Map<String, RouterNode> routers() {
        return routers;
    }

    /** @throws IllegalArgumentException if there is none of this name yet */
    RouterNode find(String name, String wantedBy) {
        RouterNode node = routers.get(name);
        if (node == null) {
            throw new IllegalArgumentException(wantedBy + " is behind '" + name
                    + "', which is no router declared before");
        }
        return node;
    }

    void add(String name, RouterOptions options) {
        RouterNode parent = find(options.behind(), "router '" + name + "'");
        AddressPlan plan = plan(options, parent);
        RouterNode node = new RouterNode(name, router(name, plan), plan, parent, parent.router().newPort());
        node.readdress(outsideAddresses(options, parent.plan()));
        routeInside(node, options);
        connect(node, options);
        routers.put(name, node);
    }

    private static List<IpAddress> outsideAddresses(RouterOptions options, AddressPlan upstream) {
        boolean wantsV4 = options.hasIpv4() && options.fixedOutsideAddresses().isEmpty();
        List<IpAddress> all = new ArrayList<>(options.fixedOutsideAddresses());
        all.addAll(upstream.hostAddresses(options.outsideAddresses(), wantsV4, options.hasIpv6()));
        return all;
    }

    private Router router(String name, AddressPlan plan) {
        Router router = new Router(simulation.declare(name), plan.routerV4(), plan.routerV6());
        plan.prefixes().forEach(router::onLink);
        return router;
    }

    private AddressPlan plan(RouterOptions options, RouterNode parent) {
        IpPrefix v6 = options.hasIpv6() && parent.plan().hasV6() ? parent.plan().nextSubnetV6() : null;
        if (!options.hasIpv4()) {
            return new AddressPlan(null, v6);
        }
        if (options.subnet() != null) {
            return new AddressPlan(options.subnet(), v6);
        }
        return new AddressPlan(options.isPrivateInside() ? nextPrivateNetwork() : parent.plan().nextSubnetV4(), v6);
    }

    private IpPrefix nextPrivateNetwork() {
        int number = 1 + privateNetworks++ % PRIVATE_NETWORKS;
        return new IpPrefix(IpAddress.v4(10 << 24 | number << 16), 16);
    }

    /** The world above knows the networks inside, except a realm behind a NAT. */
    private static void routeInside(RouterNode node, RouterOptions options) {
        for (IpPrefix prefix : node.plan().prefixes()) {
            boolean isPrivate = options.isPrivateInside() && prefix.address().isV4();
            for (RouterNode below = node; !isPrivate && below.parent() != null; below = below.parent()) {
                below.parent().router().route(prefix, below.portOnParent());
            }
        }
    }

    /** Boxes are made from the outermost to the innermost, because each wants to know its way out. */
    private void connect(RouterNode node, RouterOptions options) {
        String name = node.name() + "/uplink";
        LinkDirection up = links.up(name, options.link(), node.parent().router(), node.portOnParent());
        List<Map.Entry<String, MiddleboxFactory>> boxes = new ArrayList<>(options.middleboxes().entrySet()).reversed();
        Outlet outside = up;
        DirectOutlet entrance = new DirectOutlet();
        DirectOutlet inside = entrance;
        for (Map.Entry<String, MiddleboxFactory> each : boxes) {
            DirectOutlet further = new DirectOutlet();
            Middlebox box = each.getValue().create(
                    simulation.declare(node.name() + "/" + each.getKey()), further, outside, node.outsideAddresses());
            inside.lead(box, Middlebox.OUTSIDE);
            outside = new DirectOutlet(box, Middlebox.INSIDE);
            inside = further;
            if (box instanceof Rebootable rebootable) {
                node.add(rebootable);
            }
        }
        inside.lead(node.router(), Router.UPSTREAM);
        node.router().attach(Router.UPSTREAM, outside);
        LinkDirection down = links.down(name, options.link(), entrance.next(), entrance.port());
        node.parent().router().attach(node.portOnParent(), down);
        links.join(name, up, down, node.plan(), node.parent().plan());
    }
}
