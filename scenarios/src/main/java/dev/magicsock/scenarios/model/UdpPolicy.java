package dev.magicsock.scenarios.model;

import java.util.List;

/**
 * What a router does with UDP from either side.
 *
 * @param blocked      whether UDP is dropped
 * @param allowedPorts remote ports that pass nevertheless; empty unless blocked
 */
public record UdpPolicy(boolean blocked, List<Integer> allowedPorts) {

    public static final UdpPolicy ALLOWED = new UdpPolicy(false, List.of());
    public static final UdpPolicy BLOCKED = new UdpPolicy(true, List.of());

    public UdpPolicy {
        allowedPorts = List.copyOf(allowedPorts);
        if (!blocked && !allowedPorts.isEmpty()) {
            throw new IllegalArgumentException("allowed ports without a block say nothing");
        }
    }
}
