package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.element.Outlet;
import java.util.List;

/** One interface of a host: where packets leave, and under which addresses. */
final class NetworkInterface {

    /** As many as the largest realistic host has, with every privacy address counted. */
    static final int MAX_ADDRESSES = 64;

    private final String name;
    private List<IpAddress> addresses;
    private Outlet outlet;
    private boolean enabled;
    private boolean carrier = true;

    NetworkInterface(String name, List<IpAddress> addresses, boolean enabled) {
        this.name = name;
        this.enabled = enabled;
        assign(addresses);
    }

    String name() {
        return name;
    }

    /** True if the interface is switched on and its link is up: only then it has its addresses. */
    boolean isUp() {
        return enabled && carrier;
    }

    List<IpAddress> addresses() {
        return addresses;
    }

    /** The first address of a family, which packets leave with, or null. */
    IpAddress primary(boolean v4) {
        for (IpAddress address : addresses) {
            if (address.isV4() == v4) {
                return address;
            }
        }
        return null;
    }

    Outlet outlet() {
        return outlet;
    }

    void attach(Outlet changed) {
        outlet = changed;
    }

    void enable(boolean on) {
        enabled = on;
    }

    void carrier(boolean present) {
        carrier = present;
    }

    void assign(List<IpAddress> changed) {
        if (changed.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException("interface '" + name + "' cannot have " + changed.size() + " addresses");
        }
        addresses = List.copyOf(changed);
    }
}
