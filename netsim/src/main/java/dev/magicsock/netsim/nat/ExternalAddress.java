package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.util.BitSet;

/** One external address with the ports and blocks that are in use there. */
final class ExternalAddress {

    final IpAddress address;
    final PortSet used = new PortSet();
    final BitSet blocks = new BitSet();
    /** Where a sequence of ports goes on; 0 before its start. */
    int nextInSequence;

    ExternalAddress(IpAddress address) {
        this.address = address;
    }

    IpEndpoint endpoint(int port) {
        return IpEndpoint.of(address, port);
    }

    int nextFree(int from, int first, int last, boolean keepParity, int like) {
        return keepParity ? used.nextFreeOfParity(from, first, last, like) : used.nextFree(from, first, last);
    }
}
