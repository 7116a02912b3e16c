package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.EndpointTable;

/** The live mappings of each internal endpoint, the newest first. */
final class MappingsBySource {

    private final EndpointTable<Mapping> newest = new EndpointTable<>();

    /** The newest one of the internal endpoint, or null. */
    Mapping newestOf(IpEndpoint internal) {
        return newest.findPart(internal, null);
    }

    void add(Mapping mapping) {
        Mapping before = newestOf(mapping.internal);
        if (before == null) {
            newest.add(mapping.internal, null, mapping);
            return;
        }
        newest.replace(mapping.internal, null, before, mapping);
        mapping.olderOfSource = before;
        before.newerOfSource = mapping;
    }

    void remove(Mapping mapping) {
        if (mapping.newerOfSource != null) {
            mapping.newerOfSource.olderOfSource = mapping.olderOfSource;
        } else if (mapping.olderOfSource != null) {
            newest.replace(mapping.internal, null, mapping, mapping.olderOfSource);
        } else {
            newest.remove(mapping.internal, null, mapping);
        }
        if (mapping.olderOfSource != null) {
            mapping.olderOfSource.newerOfSource = mapping.newerOfSource;
        }
    }
}
