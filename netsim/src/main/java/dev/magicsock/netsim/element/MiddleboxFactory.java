package dev.magicsock.netsim.element;

import dev.magicsock.netsim.address.IpAddress;
import java.util.List;

/** Makes a middlebox when its network is built. */
@FunctionalInterface
public interface MiddleboxFactory {

    /**
     * @param context          the box's side of the simulation
     * @param inside           towards the router and its hosts
     * @param outside          towards the upstream link
     * @param outsideAddresses the addresses that the upstream network gave to this router, IPv4 first
     */
    Middlebox create(ElementContext context, Outlet inside, Outlet outside, List<IpAddress> outsideAddresses);
}
