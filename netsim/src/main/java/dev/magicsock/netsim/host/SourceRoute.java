package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.Outlet;

/** With which source, and where, a socket's packets of one family leave the host. */
record SourceRoute(IpEndpoint source, Outlet outlet) {
}
