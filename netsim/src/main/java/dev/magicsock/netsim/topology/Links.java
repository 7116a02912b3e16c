package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.element.Element;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.link.Link;
import dev.magicsock.netsim.link.LinkDirection;
import dev.magicsock.netsim.link.LinkProfile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** All links of a network by name. */
final class Links {

    private final Simulation simulation;
    private final Map<String, Link> byName = new LinkedHashMap<>();

    Links(Simulation simulation) {
        this.simulation = simulation;
    }

    /** The direction away from what the link attaches. */
    LinkDirection up(String link, LinkProfile profile, Element target, int port) {
        return new LinkDirection(simulation.declare(link + "/up"), profile.up(), target, port);
    }

    /** The direction towards what the link attaches. */
    LinkDirection down(String link, LinkProfile profile, Element target, int port) {
        return new LinkDirection(simulation.declare(link + "/down"), profile.down(), target, port);
    }

    /**
     * Joins two directions to a link.
     *
     * @param lower whose addresses answers about packets on the way up have
     * @param upper whose addresses answers about packets on the way down have
     */
    Link join(String name, LinkDirection up, LinkDirection down, AddressPlan lower, AddressPlan upper) {
        up.reportBy(down, lower.routerV4(), lower.routerV6());
        down.reportBy(up, upper.routerV4(), upper.routerV6());
        Link link = new Link(name, up, down);
        byName.put(name, link);
        return link;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    Link find(String name) {
        Link link = byName.get(name);
        if (link == null) {
            throw new IllegalArgumentException("no link is called '" + name + "'");
        }
        return link;
    }

    Collection<Link> all() {
        return byName.values();
    }
}
