package dev.magicsock.scenarios.host;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netsim.address.IpAddress;
import java.util.List;

/** Where relays are: the names of a simulated network. */
@FunctionalInterface
public interface RelayNames {

    /** The addresses of a relay's host, in order of preference; empty for an unknown name. */
    List<IpAddress> addresses(RelayUrl relay);
}
