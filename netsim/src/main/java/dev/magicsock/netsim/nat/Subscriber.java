package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;

/** An internal address as long as it has mappings. */
final class Subscriber {

    final IpAddress address;
    int mappings;

    /** First port of its block, or 0 while it has none. */
    int blockFirst;
    /** Position of its block among those of its external address. */
    int blockIndex;
    /** The layout of blocks in which it got its block. */
    int blockLayout;

    Subscriber(IpAddress address) {
        this.address = address;
    }
}
