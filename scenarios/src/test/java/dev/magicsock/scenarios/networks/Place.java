package dev.magicsock.scenarios.networks;

import dev.magicsock.scenarios.pairs.Box;
import dev.magicsock.scenarios.pairs.Ports;

/**
 * Where an endpoint is.
 *
 * @param access what is between it and the internet
 * @param box    how that behaves, as far as somebody is there that filters or translates
 * @param ports  how a translator picks ports
 * @param ipv6   whether there is IPv6 beside IPv4
 * @param shared whether it is behind the same router as the endpoint before, which then decides everything else
 */
record Place(Access access, Box box, Ports ports, boolean ipv6, boolean shared) {

    enum Access {
        /** A public address. */
        OPEN,
        /** A stateful firewall, which filters and does not translate. */
        FIREWALL,
        /** One translator. */
        NAT,
        /** A translator behind a provider's one, which lets in whatever the inner one does. */
        NAT_BEHIND_CARRIER,
        /** A router that drops UDP. */
        UDP_BLOCKED
    }

    boolean hasRouter() {
        return access != Access.OPEN;
    }
}
