package dev.magicsock.scenarios.run;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.scenarios.host.Directory;
import dev.magicsock.scenarios.model.EndpointSpec.Knows;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directory of a run: every endpoint publishes its home relay and its addresses as soon as it knows them. */
final class Discovery {

    private final Map<EndpointId, List<RelayUrl>> relays = new LinkedHashMap<>();
    private final Map<EndpointId, List<InetSocketAddress>> addresses = new LinkedHashMap<>();

    /** An endpoint told something about itself. */
    void observed(EndpointId endpoint, Observation observation) {
        if (observation instanceof Observation.HomeRelayChanged change) {
            relays.put(endpoint, List.of(change.after()));
        }
        if (observation instanceof Observation.OwnAddressesChanged change) {
            addresses.put(endpoint, change.addresses().stream().limit(EndpointAddr.MAX_DIRECT_ADDRESSES).toList());
        }
    }

    /** The directory as an endpoint sees it that is told this much. */
    Directory as(Knows knows) {
        return endpoint -> new EndpointAddr(endpoint, relays.getOrDefault(endpoint, List.of()), switch (knows) {
            case RELAY -> List.of();
            case ADDRESSES -> addresses.getOrDefault(endpoint, List.of());
        });
    }
}
