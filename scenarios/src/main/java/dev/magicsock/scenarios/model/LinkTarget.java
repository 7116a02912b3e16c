package dev.magicsock.scenarios.model;

import java.util.Objects;
import java.util.Optional;

/** A link, named by what hangs on it: a router's or a relay's outside link, or a host's interface. */
public sealed interface LinkTarget {

    /** The name of the router, relay or host. */
    String name();

    /** The link between a router and what it is behind. */
    record OfRouter(String name) implements LinkTarget {
        public OfRouter {
            Objects.requireNonNull(name);
        }
    }

    /** The link between a relay and the internet. */
    record OfRelay(String name) implements LinkTarget {
        public OfRelay {
            Objects.requireNonNull(name);
        }
    }

    /**
     * The link of a host's interface.
     *
     * @param interfaceName which; empty for all of them
     */
    record OfHost(String name, Optional<String> interfaceName) implements LinkTarget {
        public OfHost {
            Objects.requireNonNull(name);
            Objects.requireNonNull(interfaceName);
        }
    }
}
