package dev.magicsock.scenarios.run;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.netsim.topology.HostOptions;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.FanOut;
import dev.magicsock.quicsim.host.QuicProcess;
import dev.magicsock.quicsim.kernel.Carrier;
import dev.magicsock.quicsim.kernel.Watchdog;
import dev.magicsock.quicsim.schedule.ScheduleDigest;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.Application;
import dev.magicsock.scenarios.host.EndpointProgram;
import dev.magicsock.scenarios.host.EndpointQuic;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.host.RelayProgram;
import dev.magicsock.scenarios.host.StunProgram;
import dev.magicsock.scenarios.model.EndpointSpec;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.StunSpec;
import dev.magicsock.scenarios.record.Cast;
import dev.magicsock.scenarios.record.RunRecording;
import dev.magicsock.tls.KeyLog;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that one run consists of: the network, what runs on it, the script, and who watches. */
final class World implements AutoCloseable {

    private final Scenario scenario;
    private final RunIdentity identity;
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private final Cast cast;
    private final Map<String, EndpointQuic> quic = new LinkedHashMap<>();
    private Optional<Watchdog> watchdog = Optional.empty();
    private final Map<String, ScheduleDigest> schedules = new LinkedHashMap<>();
    private final Discovery discovery = new Discovery();
    private final EndpointConfigs configs;
    private final Network network;
    private final Topology topology;
    private final RunRecording recording;
    private final Map<String, List<EndpointWatcher>> watchers = new LinkedHashMap<>();
    private final Map<String, Taps> taps = new LinkedHashMap<>();

    /** @param trace who watches the packets; nobody does before somebody is connected */
    World(Scenario scenario, RunIdentity identity, QuicOptions options, FanOut trace) {
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
        if (scenario.usesQuic()) {
            KeyLog secrets = options.keyLog() == KeyLog.NONE ? KeyLog.NONE : new OncePerLine(options.keyLog());
            QuicOptions once = new QuicOptions(options.schedule(), secrets, options.schedules());
            ids.forEach((name, _) -> quic.put(name, quic(name, once)));
            watchdog = Optional.of(Watchdog.halting());
            quic.values().forEach(each -> each.watchedBy(watchdog.get()));
        }
        new ScriptDirector(scenario, cast, applications, quic, recording).direct(network);
        new FaultPlan(scenario).faults(profiles).forEach(timed -> network.schedule(timed.at(), timed.fault()));
    }

    private EndpointQuic quic(String endpoint, QuicOptions options) {
        ScheduleDigest schedule = new ScheduleDigest();
        schedules.put(endpoint, schedule);
        InetSocketAddress anything = new InetSocketAddress(IpAddress.v6(0, 0).toInetAddress(), 1);
        return new EndpointQuic(transport -> new QuicProcess(new QuicProcess.Options(endpoint, keys.get(endpoint),
                anything, identity.seed().value(), options.schedule(), Carrier.best(),
                schedule.and(options.schedules().of(endpoint)), recording.quicListener(endpoint),
                options.keyLog(), tapsOf(endpoint)), transport));
    }

    /** Lets others watch everything; before the run. */
    void watchedBy(List<Watcher> all, FanOut trace) {
        all.forEach(watcher -> {
            trace.connect(watcher.watch(topology));
            keys.forEach((name, key) -> {
                EndpointWatcher ofEndpoint = watcher.endpoint(name, key.id(), network::now);
                if (ofEndpoint != EndpointWatcher.NONE) {
                    watchers.computeIfAbsent(name, _ -> new ArrayList<>()).add(ofEndpoint);
                    tapsOf(name).add(ofEndpoint.quic());
                }
            });
        });
    }

    private Taps tapsOf(String endpoint) {
        return taps.computeIfAbsent(endpoint, _ -> new Taps());
    }

    /**
     * Lets the recording know in which order threads ran, so that equal records mean equal schedules, and where they
     * wait if something is not done.
     */
    void recordSchedules(Instant end) {
        schedules.forEach((endpoint, schedule) ->
                recording.quicSchedule(endpoint, schedule.count(), schedule.hex(), end));
        if (recording.hasUnfinishedQuic()) {
            quic.forEach((endpoint, process) -> recording.quicStands(endpoint, process.standing()));
        }
    }

    /** Ends what has threads. */
    @Override
    public void close() {
        quic.values().forEach(EndpointQuic::close);
        watchdog.ifPresent(Watchdog::close);
    }

    Network network() {
        return network;
    }

    RunRecording recording() {
        return recording;
    }

    private EndpointProgram endpoint(EndpointSpec spec) {
        SecretKey key = keys.get(spec.host());
        EndpointProgram program = new EndpointProgram(key, configs.of(spec), spec.port(), applications.get(spec.host()),
                Optional.ofNullable(quic.get(spec.host())), network::now,
                configs::addressesOf, new Publishing(recording.listener(spec.host()), discovery, key.id(),
                        watchers.getOrDefault(spec.host(), List.of()), network::now));
        return spec.mapsPort() ? program.askingGateway() : program;
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
