package dev.magicsock.scenarios.model;

import dev.magicsock.netsim.nat.FilteringBehavior;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A stateful firewall that lets flows out and only what belongs to them in (RFC 6092 section 3.2).
 *
 * @param filtering   which inbound packets belong to a flow
 * @param udpLifetime how long an idle UDP flow is remembered
 */
public record FirewallSpec(FilteringBehavior filtering, Optional<Duration> udpLifetime) {

    public FirewallSpec {
        Objects.requireNonNull(filtering);
        Objects.requireNonNull(udpLifetime);
    }
}
