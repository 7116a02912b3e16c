package dev.magicsock.scenarios.qlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunQlogTest {

    private static final String SENT = "quic:packet_sent";
    private static final String RECEIVED = "quic:packet_received";

    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

    @Test
    void everyPacketHasItsPathAndBothEndsAndKwikAgreeOnTheirNumber() {
        Scenario scenario = Scenarios.bundled("quic-home-nats");
        Datagrams datagrams = new Datagrams();
        RecordedRun run = run(scenario, datagrams);

        List<String> connections = names(".*_client");
        assertEquals(2, connections.size());
        assertEquals(counter(run, "alice", "quic-packets-sent"),
                connections.stream().filter(name -> name.startsWith("alice")).mapToLong(this::countToItsEnd).sum());
        for (String client : connections) {
            String id = client.split("_")[1];
            String server = names(".*_" + id + "_server").getFirst();
            assertEquals(packets(client, SENT), packets(server, RECEIVED));
            assertEquals(packets(server, SENT), packets(client, RECEIVED));
            assertEquals(id, read(client).header.at("/trace/common_fields/group_id").asString());
        }
        Set<String> carriers = names(".*_client|.*_server").stream().flatMap(name -> read(name).events.stream())
                .filter(event -> Set.of(SENT, RECEIVED).contains(event.get("name").asString()))
                .map(event -> event.get("tuple").asString().replaceAll("[ :].*", "")).collect(Collectors.toSet());
        assertEquals(Set.of("relay", "198.18.0.2", "198.18.0.3"), carriers);
        for (String endpoint : List.of("alice", "bob")) {
            assertEquals(datagrams.sent.get(endpoint), count(endpoint + "_.*", "quic:udp_datagrams_sent"));
            assertEquals(datagrams.received.get(endpoint), count(endpoint + "_.*", "quic:udp_datagrams_received"));
        }
    }

    @Test
    void itChangesNothingAndIsTheSameEachTime() {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("quic-home-nats"), Duration.ofSeconds(2));
        RecordedRun watched = run(scenario);
        assertEquals(Runs.json(Runs.hashed(scenario)), Runs.json(watched));

        Map<String, ByteArrayOutputStream> first = new TreeMap<>(files);
        files.clear();
        run(scenario);
        assertEquals(first.keySet(), files.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes.toByteArray(), files.get(name).toByteArray(), name));
    }

    @Test
    void lossesAndMetricsAreToldAtBothEnds() {
        run(Scenarios.beginning(Scenarios.bundled("quic-transfer-loss"), Duration.ofSeconds(8)));
        for (String file : names(".*_client|.*_server")) {
            assertTrue(count(file, "quic:packet_lost") > 0, file);
            assertTrue(read(file).named("quic:packet_lost").stream().allMatch(lost ->
                    lost.at("/data/header/packet_number").isNumber()), file);
            assertTrue(read(file).named("quic:recovery_metrics_updated").stream()
                    .anyMatch(event -> event.get("data").has("smoothed_rtt")), file);
            List<JsonNode> parameters = read(file).named("quic:parameters_set");
            assertEquals(Set.of("local", "remote"), parameters.stream()
                    .map(each -> each.at("/data/initiator").asString()).collect(Collectors.toSet()), file);
            assertEquals(30_000, parameters.getFirst().at("/data/max_idle_timeout").asInt(), file);
        }
    }

    @Test
    void theEndOfAConnectionIsToldOnceAtEachEnd() {
        run(Scenarios.bundled("quic-home-nats"));
        for (String file : names(".*_client|.*_server")) {
            assertEquals(1, count(file, "quic:connection_closed"), file);
            boolean client = file.endsWith("_client");
            assertEquals(client ? "local" : "remote",
                    read(file).named("quic:connection_closed").getFirst().at("/data/initiator").asString(), file);
        }
    }

    @Test
    void aScenarioWithoutRealQuicHasTheEventsOfItsMagicSocks() {
        run(Scenarios.beginning(Scenarios.bundled("nat-reboot"), Duration.ofSeconds(25)));
        assertEquals(List.of("alice", "bob"), List.copyOf(files.keySet()));
        Set<String> told = read("alice").events.stream().map(event -> event.get("name").asString())
                .collect(Collectors.toSet());
        assertTrue(told.containsAll(Set.of("simulation:scenario", "magicsock:path_added", "magicsock:path_validated",
                "magicsock:path_selected", "magicsock:path_doubted", "magicsock:ping_sent", "magicsock:pong_received",
                "magicsock:relay_connected")), told.toString());
        assertEquals("bob", read("alice").named("magicsock:path_selected").getFirst().at("/data/peer").asString());
    }

    @Test
    void aFullDiskEndsTheFilesAndNotTheRun() {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("nat-reboot"), Duration.ofSeconds(5));
        RunQlog qlog = new RunQlog(Runs.identity(scenario, scenario.seed()), name -> new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left");
            }
        });
        RecordedRun run = run(scenario, qlog, new Datagrams());
        assertEquals("no space left", qlog.failure().orElseThrow().getMessage());
        assertEquals(Runs.json(Runs.hashed(scenario)), Runs.json(run));
    }

    private RecordedRun run(Scenario scenario, Watcher... others) {
        RunQlog qlog = new RunQlog(Runs.identity(scenario, scenario.seed()), name -> {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            assertEquals(null, files.put(name.replaceFirst("\\.sqlog$", ""), file), "opened twice");
            return file;
        });
        RecordedRun run = run(scenario, qlog, others.length == 0 ? new Datagrams() : others[0]);
        assertEquals(Optional.empty(), qlog.failure());
        return run;
    }

    private static RecordedRun run(Scenario scenario, RunQlog qlog, Watcher other) {
        return new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, scenario.seed()), true,
                List.of(qlog, other)), ProgressListener.NONE);
    }

    private List<String> names(String pattern) {
        return files.keySet().stream().filter(name -> name.matches(pattern)).toList();
    }

    private QlogReader read(String name) {
        return QlogReader.read(files.get(name).toByteArray());
    }

    private long count(String pattern, String event) {
        return names(pattern).stream().mapToLong(name -> read(name).named(event).size()).sum();
    }

    /** kwik counts until a connection is closed; what it sends then only says so again. */
    private long countToItsEnd(String name) {
        return 1 + read(name).named(SENT).stream().filter(each -> each.at("/data/frames").valueStream()
                .noneMatch(frame -> frame.get("frame_type").asString().equals("connection_close"))).count();
    }

    /** Type, number and size of the packets, in order of numbers. */
    private List<String> packets(String name, String event) {
        return read(name).named(event).stream().map(each -> each.at("/data/header/packet_type").asString() + " "
                + each.at("/data/header/packet_number").asLong() + " " + each.at("/data/raw/length").asLong()).sorted()
                .toList();
    }

    private static long counter(RecordedRun run, String subject, String name) {
        return run.counters().stream().filter(each -> each.subject().equals(subject) && each.name().equals(name))
                .mapToLong(Counter::value).sum();
    }

    /** Counts the datagrams of QUIC on its own. */
    private static final class Datagrams implements Watcher {

        private final Map<String, Long> sent = new TreeMap<>();
        private final Map<String, Long> received = new TreeMap<>();

        @Override
        public TraceSink watch(Topology topology) {
            return new TraceSink() { };
        }

        @Override
        public EndpointWatcher endpoint(String name, EndpointId id, InstantSource world) {
            return new EndpointWatcher() {
                @Override
                public void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram,
                        Instant now) {
                    sent.merge(name, 1L, Long::sum);
                }

                @Override
                public void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram,
                        Instant now) {
                    received.merge(name, 1L, Long::sum);
                }
            };
        }
    }
}
