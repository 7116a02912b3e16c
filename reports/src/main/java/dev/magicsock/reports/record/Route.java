package dev.magicsock.reports.record;

import java.util.Objects;
import java.util.Optional;

/**
 * One way to a remote endpoint.
 *
 * @param local  address and port of the local socket; empty for a relay
 * @param remote address and port, or the relay's URL
 */
public record Route(Carrier carrier, Optional<String> local, String remote) {

    public Route {
        Objects.requireNonNull(carrier, "carrier");
        Objects.requireNonNull(local, "local");
        Check.name("remote", remote);
    }
}
