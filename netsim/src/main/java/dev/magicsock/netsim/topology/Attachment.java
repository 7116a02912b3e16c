package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.link.Link;
import java.util.List;

/** One interface of a host in its network. */
final class Attachment {

    private final String interfaceName;
    private final int hostPort;
    private final RouterNode router;
    private final int routerPort;
    private final Link link;
    private List<IpAddress> routed;

    /** @param routed the addresses that the router sends to this interface */
    Attachment(String interfaceName, int hostPort, RouterNode router, int routerPort, Link link,
            List<IpAddress> routed) {
        this.interfaceName = interfaceName;
        this.hostPort = hostPort;
        this.router = router;
        this.routerPort = routerPort;
        this.link = link;
        this.routed = List.of();
        reroute(routed);
    }

    /** Makes the router send exactly these addresses here. */
    void reroute(List<IpAddress> changed) {
        routed.forEach(router.router()::unroute);
        changed.forEach(address -> router.router().route(address, routerPort));
        routed = changed;
    }

    String interfaceName() {
        return interfaceName;
    }

    int hostPort() {
        return hostPort;
    }

    RouterNode router() {
        return router;
    }

    int routerPort() {
        return routerPort;
    }

    Link link() {
        return link;
    }

    List<IpAddress> routed() {
        return routed;
    }
}
