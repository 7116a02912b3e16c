package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.host.NameTable;
import dev.magicsock.netsim.trace.TraceSink;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Describes a network and builds it.
 *
 * <p>Names of hosts and routers share one space. Numbers in the trace and addresses follow the order of declaration;
 * random draws follow names alone.
 */
public final class NetworkBuilder {

    /** The router at the root, which every network has. Its own address plan is public. */
    public static final String INTERNET = "internet";

    /** What wall clocks show at the start of a run unless the builder says otherwise. */
    public static final Instant DEFAULT_WALL_CLOCK = Instant.parse("2026-01-01T00:00:00Z");

    private final long seed;
    private final Map<String, RouterOptions> routers = new LinkedHashMap<>();
    private final Map<String, HostOptions> hosts = new LinkedHashMap<>();
    private final Map<String, String> namedHosts = new LinkedHashMap<>();
    private Duration nameDelay = Duration.ZERO;
    private Instant wallClock = DEFAULT_WALL_CLOCK;
    private TraceSink trace;

    NetworkBuilder(long seed) {
        this.seed = seed;
    }

    /** Who watches the run; nobody by default, which is the fastest. */
    public NetworkBuilder trace(TraceSink sink) {
        trace = sink;
        return this;
    }

    /** What wall clocks show at the start of the run. */
    public NetworkBuilder wallClock(Instant start) {
        wallClock = start;
        return this;
    }

    /** How long it takes to resolve a name; no time by default. */
    public NetworkBuilder nameDelay(Duration delay) {
        nameDelay = delay;
        return this;
    }

    /** Adds a router. */
    public NetworkBuilder router(String name, Consumer<RouterOptions> describe) {
        RouterOptions options = new RouterOptions();
        describe.accept(options);
        routers.put(unused(name), options);
        return this;
    }

    /** Adds a host. */
    public NetworkBuilder host(String name, Consumer<HostOptions> describe) {
        HostOptions options = new HostOptions();
        describe.accept(options);
        options.interfaces();
        hosts.put(unused(name), options);
        return this;
    }

    /** Gives a host a name that programs can resolve, such as {@code eu.relay.test}. */
    public NetworkBuilder name(String name, String host) {
        namedHosts.put(name, host);
        return this;
    }

    private String unused(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is no name for a host or router");
        }
        if (name.equals(INTERNET) || routers.containsKey(name) || hosts.containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' is declared twice");
        }
        return name;
    }

    /**
     * Builds the network; hosts start when it first runs.
     *
     * @throws IllegalArgumentException if something is behind a router that was not declared before it, a name leads to
     *                                  no host, or a network has no addresses left
     */
    public Network build() {
        Simulation simulation = new Simulation(seed, trace);
        NameTable names = new NameTable(nameDelay);
        Links links = new Links(simulation);
        RouterWiring routerWiring = new RouterWiring(simulation, links);
        HostWiring hostWiring = new HostWiring(simulation, links, routerWiring, names, wallClock);
        routers.forEach(routerWiring::add);
        hosts.forEach(hostWiring::add);
        Network network = new Network(simulation, links, routerWiring.routers(), hostWiring.hosts());
        namedHosts.forEach((name, host) -> names.put(name, network.addresses(host)));
        hosts.forEach((name, options) -> {
            if (options.isOn()) {
                network.startAtOnce(name);
            }
        });
        return network;
    }

}
