package dev.magicsock.scenarios.run;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.netsim.topology.HostOptions;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.Application;
import dev.magicsock.scenarios.host.EndpointProgram;
import dev.magicsock.scenarios.host.RelayProgram;
import dev.magicsock.scenarios.host.StunProgram;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.StunSpec;
import dev.magicsock.scenarios.record.Cast;
import dev.magicsock.scenarios.record.RunRecording;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that one run consists of: the network, what runs on it, the script, and who watches. */
final class World {

    private final Scenario scenario;
    private final RunIdentity identity;
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private final Cast cast;
    private final Discovery discovery = new Discovery();
    private final EndpointConfigs configs;
    private final Network network;
    private final Topology topology;
    private final RunRecording recording;

    /** @param trace who watches the packets; nobody does before somebody is connected */
    World(Scenario scenario, RunIdentity identity, FanOut trace) {
        this.scenario = scenario;
        this.identity = identity;
        long seed = identity.seed().value();
        Map<String, EndpointId> ids = new LinkedHashMap<>();
        for (EndpointSpec endpoint : scenario.endpoints()) {
            SecretKey key = Identities.keyOf(endpoint.host(), seed);
            keys.put(endpoint.host(), key);
            ids.put(endpoint.host(), key.id());
            applications.put(endpoint.host(), new Application(discovery.as(endpoint.knows())));
        }
        NetworkAssembly assembly = new NetworkAssembly(scenario.network(), new OnHosts());
        this.network = assembly.build(seed, trace);
        this.configs = new EndpointConfigs(scenario.network(), network);
        this.cast = new Cast(ids);
        Map<String, LinkProfile> profiles = assembly.profiles();
        this.topology = new TopologyFacts(scenario.network(), network, profiles).describe();
        this.recording = new RunRecording(scenario, identity, topology, cast, network::now);
        new ScriptDirector(scenario, cast, applications, recording).direct(network);
        new FaultPlan(scenario).faults(profiles).forEach(timed -> network.schedule(timed.at(), timed.fault()));
    }

    Network network() {
        return network;
    }

    Topology topology() {
        return topology;
    }

    RunRecording recording() {
        return recording;
    }

    private EndpointProgram endpoint(EndpointSpec spec) {
        SecretKey key = keys.get(spec.host());
        return new EndpointProgram(key, configs.of(spec), spec.port(), applications.get(spec.host()), network::now,
                configs::addressesOf, new Publishing(recording.listener(spec.host()), discovery, key.id()));
    }

    /** Puts programs onto hosts. They are made when their hosts start, and by then the network is there. */
    private final class OnHosts implements NetworkAssembly.Programs {

        @Override
        public void onRelay(RelaySpec relay, Optional<StunSpec> stun, HostOptions host) {
            host.programFactory("relay", () -> new RelayProgram(identity.version(),
                    ScriptDirector.outages(scenario, relay.name()), RelayScript.of(scenario, relay.name(), cast),
                    new RandomForks(identity.seed().value()).fork("relay-faults/" + relay.name()),
                    recording.relayDrops(relay.name())));
            stun.ifPresent(server -> onStunServer(server, host));
        }

        @Override
        public void onStunServer(StunSpec stun, HostOptions host) {
            host.programFactory("stun", StunProgram::new);
        }

        @Override
        public void onHost(HostSpec host, HostOptions options) {
            scenario.endpoints().stream()
                    .filter(endpoint -> endpoint.host().equals(host.name()))
                    .forEach(endpoint -> options.programFactory("magicsock", () -> endpoint(endpoint)));
        }
    }
}
