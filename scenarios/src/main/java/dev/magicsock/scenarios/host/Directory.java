package dev.magicsock.scenarios.host;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;

/** Discovery: where endpoints say that they can be reached. */
@FunctionalInterface
public interface Directory {

    /** What is published about an endpoint now; at least its identity. */
    EndpointAddr lookup(EndpointId endpoint);
}
