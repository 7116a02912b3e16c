package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.host.NameTable;
import dev.magicsock.netsim.host.SimulatedHost;
import dev.magicsock.netsim.link.Link;
import dev.magicsock.netsim.link.LinkDirection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes hosts, gives their interfaces addresses, and connects them to their routers. */
final class HostWiring {

    private final Simulation simulation;
    private final Links links;
    private final RouterWiring routers;
    private final NameTable names;
    private final Instant wallStart;
    private final Map<String, HostNode> hosts = new LinkedHashMap<>();

    HostWiring(Simulation simulation, Links links, RouterWiring routers, NameTable names, Instant wallStart) {
        this.simulation = simulation;
        this.links = links;
        this.routers = routers;
        this.names = names;
        this.wallStart = wallStart;
    }

    Map<String, HostNode> hosts() {
        return hosts;
    }

    void add(String name, HostOptions options) {
        SimulatedHost host = new SimulatedHost(simulation.declare(name), names, wallStart, options.processing());
        List<Attachment> attachments = new ArrayList<>();
        options.interfaces().forEach((interfaceName, each) -> attachments.add(attach(host, interfaceName, each)));
        options.programs().forEach(host::addProgram);
        hosts.put(name, new HostNode(host, attachments));
    }

    private Attachment attach(SimulatedHost host, String interfaceName, InterfaceOptions options) {
        RouterNode router = routers.find(options.behind(), "host '" + host.name() + "'");
        List<IpAddress> given = router.plan().hostAddresses(
                options.addressesPerFamily(), options.hasIpv4(), options.hasIpv6());
        List<IpAddress> routed = Stream.concat(options.fixed().stream(), given.stream()).toList();
        List<IpAddress> all = Stream.concat(routed.stream(), options.unrouted().stream()).toList();
        int hostPort = host.addInterface(interfaceName, all, options.isUp());
        int routerPort = router.router().newPort();

        String linkName = host.name() + "/" + interfaceName;
        LinkDirection up = links.up(linkName, options.link(), router.router(), routerPort);
        LinkDirection down = links.down(linkName, options.link(), host, hostPort);
        Link link = links.join(linkName, up, down, router.plan(), router.plan());
        host.attach(hostPort, up);
        router.router().attach(routerPort, down);
        return new Attachment(interfaceName, hostPort, router, routerPort, link, routed);
    }
}
