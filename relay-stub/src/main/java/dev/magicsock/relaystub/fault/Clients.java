package dev.magicsock.relaystub.fault;

import dev.magicsock.identity.EndpointId;
import java.util.List;
import java.util.Optional;

/**
 * Whom a fault concerns.
 *
 * @param listed these endpoints; empty for everybody, those included that have not proven who they are
 */
public record Clients(List<EndpointId> listed) {

    /** Everybody. */
    public static final Clients ALL = new Clients(List.of());

    public Clients {
        listed = List.copyOf(listed);
    }

    /** Whether this endpoint is among them. */
    public boolean include(EndpointId endpoint) {
        return listed.isEmpty() || listed.contains(endpoint);
    }

    boolean include(Optional<EndpointId> endpoint) {
        return listed.isEmpty() || endpoint.isPresent() && listed.contains(endpoint.get());
    }
}
