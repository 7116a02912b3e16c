package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.packet.Transport;

/** Tells the trace about the mappings of one NAT. */
final class TracedMappings implements MappingListener {

    private final ElementContext context;
    private long made;

    TracedMappings(ElementContext context) {
        this.context = context;
    }

    @Override
    public long nextNumber() {
        return made++;
    }

    @Override
    public void mapped(Mapping mapping, Transport transport, long nowNanos) {
        context.mapped(mapping.number, transport, mapping.internal, mapping.external, nowNanos);
    }

    @Override
    public void contacted(Mapping mapping, IpEndpoint remote, long nowNanos) {
        context.contacted(mapping.number, remote, nowNanos);
    }

    @Override
    public void expired(Mapping mapping) {
        context.unmapped(mapping.number, mapping.expiredNanos);
    }
}
