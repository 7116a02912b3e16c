package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;

/** Hears of the mappings of a {@link NatTable} as they come and go. It must not call back. */
interface MappingListener {

    /** The number for a mapping about to be made. */
    long nextNumber();

    void mapped(Mapping mapping, Transport transport, long nowNanos);

    /** A session of the mapping with this remote endpoint begins. */
    void contacted(Mapping mapping, IpEndpoint remote, long nowNanos);

    /** It expired at its {@link Mapping#expiredNanos}, now or earlier. */
    void expired(Mapping mapping);
}
