package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/**
 * The external ports that a translator may assign.
 *
 * @param first the lowest, 1 to 65535
 * @param last  the highest, {@code first} to 65535
 */
public record PortRange(int first, int last) {

    /** Everything above the well-known ports, where source ports are to stay (RFC 4787 section 4.2.1, REQ-3a). */
    public static final PortRange UNPRIVILEGED = new PortRange(1024, IpEndpoint.MAX_PORT);

    /** All that there are; a translator that keeps every port needs it. */
    public static final PortRange ALL = new PortRange(1, IpEndpoint.MAX_PORT);

    public PortRange {
        if (first < 1 || last > IpEndpoint.MAX_PORT || first > last) {
            throw new IllegalArgumentException(
                    "ports " + first + " to " + last + " are no range within 1 to " + IpEndpoint.MAX_PORT);
        }
    }

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int port) {
        return port >= first && port <= last;
    }
}
