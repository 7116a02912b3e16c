package dev.magicsock.scenarios.record;

import dev.magicsock.identity.EndpointId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who takes part in a run: the endpoints by name, by identity and by the ordinal that test datagrams carry. */
public final class Cast {

    private final List<String> names;
    private final Map<String, Integer> ordinals = new LinkedHashMap<>();
    private final Map<EndpointId, String> byId = new LinkedHashMap<>();
    private final Map<String, EndpointId> ids;

    /** @param ids endpoints in the order of the scenario, with their identities */
    public Cast(Map<String, EndpointId> ids) {
        this.ids = new LinkedHashMap<>(ids);
        this.names = new ArrayList<>(ids.keySet());
        for (int ordinal = 0; ordinal < names.size(); ordinal++) {
            ordinals.put(names.get(ordinal), ordinal);
            byId.put(ids.get(names.get(ordinal)), names.get(ordinal));
        }
    }

    /** The endpoint's ordinal, from 0. */
    public int ordinal(String name) {
        return ordinals.get(name);
    }

    /** The identity of an endpoint. */
    public EndpointId id(String name) {
        return ids.get(name);
    }

    Optional<String> name(EndpointId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<String> name(int ordinal) {
        return ordinal < names.size() ? Optional.of(names.get(ordinal)) : Optional.empty();
    }
}
