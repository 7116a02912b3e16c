package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;

/** Takes no notice of mappings. */
final class Unheard implements MappingListener {

    private long made;

    @Override
    public long nextNumber() {
        return made++;
    }

    @Override
    public void mapped(Mapping mapping, Transport transport, long nowNanos) {
    }

    @Override
    public void contacted(Mapping mapping, IpEndpoint remote, long nowNanos) {
    }

    @Override
    public void expired(Mapping mapping) {
    }
}
