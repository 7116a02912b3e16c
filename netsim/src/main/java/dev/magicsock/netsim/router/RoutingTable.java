package dev.magicsock.netsim.router;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which port leads to an address: single addresses first, then the longest prefix. */
final class RoutingTable {

    private final AddressTable addresses = new AddressTable();
    private final List<PrefixTable> byLength = new ArrayList<>();
    private PrefixTable[] longestFirst = {};

    /** The port towards an address, or {@link AddressTable#NONE}. */
    int find(IpAddress address) {
        int exact = addresses.find(address);
        return exact == AddressTable.NONE ? findPrefix(address) : exact;
    }

    private int findPrefix(IpAddress address) {
        for (PrefixTable table : longestFirst) {
            if (table.isV4() == address.isV4()) {
                int found = table.find(address);
                if (found != AddressTable.NONE) {
                    return found;
                }
            }
        }
        return AddressTable.NONE;
    }

    void put(IpAddress address, int port) {
        addresses.put(address, port);
    }

    void remove(IpAddress address) {
        addresses.remove(address);
    }

    void put(IpPrefix prefix, int port) {
        for (PrefixTable table : byLength) {
            if (table.holds(prefix)) {
                table.put(prefix, port);
                return;
            }
        }
        PrefixTable table = new PrefixTable(prefix.address().isV4(), prefix.length());
        table.put(prefix, port);
        byLength.add(table);
        byLength.sort(Comparator.comparingInt(PrefixTable::length).reversed());
        longestFirst = byLength.toArray(PrefixTable[]::new);
    }
}
