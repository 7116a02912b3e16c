package dev.magicsock.scenarios.model;

import dev.magicsock.punch.PunchStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A MagicSock on a host.
 *
 * @param host      the host it runs on, whose name is also the endpoint's
 * @param strategy  how it tries to get direct
 * @param selector  how it chooses among the paths that work
 * @param relays    the relays it may make its home; all of the network unless the file names some
 * @param stun      the STUN servers it asks; all of the network unless the file names some
 * @param knows     what it is told about those that it connects to
 * @param heartbeat how often it keeps a path alive; empty for the MagicSock's default
 * @param port      the local UDP port; 0 if the host picks one
 * @param mapsPort  whether it asks the NAT in front of it for a port mapping
 */
public record EndpointSpec(String host, PunchStrategy strategy, Selector selector, List<String> relays,
        List<String> stun, Knows knows, Optional<Duration> heartbeat, int port, boolean mapsPort) {

    /** One that asks for no port mapping. */
    public EndpointSpec(String host, PunchStrategy strategy, Selector selector, List<String> relays,
            List<String> stun, Knows knows, Optional<Duration> heartbeat, int port) {
        this(host, strategy, selector, relays, stun, knows, heartbeat, port, false);
    }

    public EndpointSpec {
        Objects.requireNonNull(host);
        Objects.requireNonNull(strategy);
        Objects.requireNonNull(selector);
        relays = List.copyOf(relays);
        stun = List.copyOf(stun);
        Objects.requireNonNull(knows);
        Objects.requireNonNull(heartbeat);
    }

    /** How an endpoint chooses among paths that work. */
    public enum Selector { BIASED_RTT, LOWEST_RTT, LOAD_BALANCE }

    /** What an endpoint is told about a remote when it connects. */
    public enum Knows {
        /** The remote's identity and its home relay. */
        RELAY,
        /** Those and the addresses that the remote publishes by then: of its interfaces, and what STUN servers see. */
        ADDRESSES
    }
}
