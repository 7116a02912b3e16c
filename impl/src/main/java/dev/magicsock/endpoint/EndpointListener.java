package dev.magicsock.endpoint;

import java.time.Instant;

/**
 * Hears what happens to an endpoint.
 *
 * <p>Called by several threads, though never by two at once. It must not wait: nothing is received meanwhile. What it
 * throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface EndpointListener {

    /** @param at the wall clock when it happened */
    void happened(EndpointEvent event, Instant at);
}
