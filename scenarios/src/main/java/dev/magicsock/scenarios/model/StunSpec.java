package dev.magicsock.scenarios.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A STUN server (RFC 8489) on the public internet.
 *
 * @param name          a relay's name if it runs on that relay's host, else a name of its own
 * @param ownLink       present if it is a host of its own, empty if it runs on the relay of the same name
 * @param secondAddress whether it has the second address and port of RFC 5780 section 4
 */
public record StunSpec(String name, Optional<LinkSpec> ownLink, boolean secondAddress) {

    public StunSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(ownLink);
    }

    public boolean onRelay() {
        return ownLink.isEmpty();
    }
}
