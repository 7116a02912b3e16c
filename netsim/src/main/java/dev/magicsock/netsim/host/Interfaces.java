package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.router.AddressTable;
import java.util.ArrayList;
import java.util.List;

/**
 * All interfaces of a host, and which one a packet uses.
 *
 * <p>Strong host model (RFC 1122 section 3.3.4.2): a packet leaves by the interface that has its source address, and is
 * taken only on the interface that has its destination. A socket without an address of its own uses the first interface
 * that is up and has an address of the destination's family, and of that interface the first such address: every
 * interface has a default route, and earlier ones are preferred.
 */
final class Interfaces {

    private final List<NetworkInterface> all = new ArrayList<>();
    private AddressTable owners = new AddressTable();
    private int generation;

    /** The number of the new interface. */
    int add(NetworkInterface added) {
        if (all.stream().anyMatch(other -> other.name().equals(added.name()))) {
            throw new IllegalArgumentException("two interfaces are called '" + added.name() + "'");
        }
        all.add(added);
        changed();
        return all.size() - 1;
    }

    NetworkInterface get(int number) {
        return all.get(number);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    NetworkInterface named(String name) {
        return all.stream().filter(candidate -> candidate.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no interface is called '" + name + "'"));
    }

    /** Rebuilds what follows from the interfaces' addresses and states; every change is followed by it. */
    void changed() {
        generation++;
        owners = new AddressTable();
        for (int number = all.size() - 1; number >= 0; number--) {
            for (IpAddress address : all.get(number).isUp() ? all.get(number).addresses() : List.<IpAddress>of()) {
                owners.put(address, number);
            }
        }
    }

    /** Changes whenever a route or a source address may have changed. */
    int generation() {
        return generation;
    }

    List<IpAddress> addresses() {
        return all.stream().filter(NetworkInterface::isUp).flatMap(each -> each.addresses().stream()).distinct()
                .toList();
    }

    /** True if a packet to this address is for this host when it comes in by the interface with this number. */
    boolean takes(IpAddress address, int number) {
        return owners.find(address) == number
                || all.get(number).isUp() && all.get(number).addresses().contains(address);
    }

    boolean isOwn(IpAddress address) {
        return owners.find(address) != AddressTable.NONE || address.isLoopback();
    }

    /** The interface for packets from an address of this host, or null if no interface has it now. */
    NetworkInterface carrying(IpAddress source) {
        int owner = owners.find(source);
        return owner == AddressTable.NONE ? null : all.get(owner);
    }

    /** The interface for packets of one family, or null. */
    NetworkInterface preferred(boolean v4) {
        for (NetworkInterface candidate : all) {
            if (candidate.isUp() && candidate.primary(v4) != null) {
                return candidate;
            }
        }
        return null;
    }

    /** True if some interface, up or not, has an address of the family. */
    boolean hasFamily(boolean v4) {
        return all.stream().anyMatch(candidate -> candidate.primary(v4) != null);
    }
}
