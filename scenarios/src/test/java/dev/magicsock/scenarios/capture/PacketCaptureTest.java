package dev.magicsock.scenarios.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.QuicOptions;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketCaptureTest {

    @ParameterizedTest
    @CsvSource({"symmetric-nat, 13", "lossy-link, 4", "ipv6-firewalls, 3", "small-mtu, 3"})
    void theCaptureShowsWhatTheTraceTellsAndChangesNothing(String name, int seconds) {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled(name), Duration.ofSeconds(seconds));
        Counting trace = new Counting();
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        RecordedRun captured = run(scenario, trace, file);

        CapturedPackets packets = CapturedPackets.of(file.toByteArray());
        assertEquals(trace.seen(), counted(packets));
        assertEquals(sorted(trace.drops), sorted(packets.drops));
        assertEquals(captured.packets().dropped(), packets.drops.size());
        assertEquals(Runs.json(Runs.hashed(scenario)), Runs.json(captured));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        run(scenario, new Counting(), again);
        assertArrayEquals(file.toByteArray(), again.toByteArray());
    }

    @Test
    void framesAreAsLargeAsThePacketsWereAndAnEthernetHeader() {
        List<Integer> sizes = new ArrayList<>();
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("small-mtu"), Duration.ofSeconds(5));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        run(scenario, new TraceSink() {
            @Override
            public void enteredLink(long timeNanos, int element, Packet packet) {
                sizes.add(packet.sizeBytes() + 14);
            }

            @Override
            public void leftLink(long timeNanos, int element, Packet packet) {
                sizes.add(packet.sizeBytes() + 14);
            }
        }, file);
        CapturedPackets packets = CapturedPackets.of(file.toByteArray());
        assertTrue(packets.seen.keySet().stream().noneMatch(each -> each.startsWith(PacketCapture.ELSEWHERE)));
        assertEquals(sizes, packets.sizes);
    }

    @Test
    void whatQuicSendsAndGetsIsSeenOnceMoreWithItsCarrierAndItsSecretsInFront() {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("quic-home-nats"), Duration.ofSeconds(2));
        Quic datagrams = new Quic();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        RunCapture capture = new RunCapture(file, "test", List.of());
        RecordedRun run = new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, 21), true,
                List.of(capture, datagrams), new QuicOptions(SchedulerKind.FIFO, capture)), ProgressListener.NONE);
        assertEquals(Optional.empty(), capture.finish());

        CapturedPackets packets = CapturedPackets.of(file.toByteArray());
        assertEquals(datagrams.counts, counted(packets, "/quic"));
        assertTrue(packets.comments.contains("goes over the relay http://eu.relay.test/"), "nothing over the relay");
        assertTrue(packets.comments.stream().anyMatch(each -> each.startsWith("came directly, 198.")),
                "nothing direct");
        assertEquals(datagrams.counts.values().stream().mapToLong(each -> each).sum(), packets.comments.stream()
                .filter(each -> each.startsWith("goes ") || each.startsWith("came ")).count());
        assertEquals(8, packets.secrets.size(), "four for each of two connections, once");
        assertEquals(Runs.json(Runs.run(scenario, 21, true)), Runs.json(run));
    }

    @Test
    void withoutRealQuicThereIsNoInterfaceForIt() {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("symmetric-nat"), Duration.ofSeconds(3));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        run(scenario, new RunCapture(file, "test", List.of()));
        CapturedPackets packets = CapturedPackets.of(file.toByteArray());
        assertTrue(packets.interfaces.stream().noneMatch(each -> each.endsWith("/quic")),
                packets.interfaces.toString());
        assertEquals(Map.of(), packets.secrets);
    }

    private static Map<String, Long> counted(CapturedPackets packets, String suffix) {
        Map<String, Long> counts = new TreeMap<>(packets.seen);
        counts.keySet().removeIf(each -> !each.split(" ")[0].endsWith(suffix));
        return counts;
    }

    /** Counts the datagrams of QUIC. */
    private static final class Quic implements Watcher {

        private final Map<String, Long> counts = new TreeMap<>();

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
                    counts.merge(name + "/quic out", 1L, Long::sum);
                }

                @Override
                public void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram,
                        Instant now) {
                    counts.merge(name + "/quic in", 1L, Long::sum);
                }
            };
        }
    }

    @Test
    void aFullDiskEndsTheCaptureAndNotTheRun() throws IOException {
        Scenario scenario = Scenarios.beginning(Scenarios.bundled("symmetric-nat"), Duration.ofSeconds(3));
        List<PacketCapture> captures = new ArrayList<>();
        RecordedRun run = run(scenario, topology -> {
            captures.add(capture(topology, new FullDisk(20_000)));
            return captures.getFirst();
        });
        assertEquals("no space left", captures.getFirst().failure().orElseThrow().getMessage());
        assertEquals(Runs.json(Runs.hashed(scenario)), Runs.json(run));
    }

    private static Map<String, Long> counted(CapturedPackets packets) {
        Map<String, Long> counts = new TreeMap<>(packets.seen);
        counts.remove(PacketCapture.ELSEWHERE + " -");
        return counts;
    }

    private static List<String> sorted(List<String> drops) {
        return drops.stream().sorted().toList();
    }

    private static RecordedRun run(Scenario scenario, TraceSink trace, OutputStream file) {
        List<PacketCapture> captures = new ArrayList<>();
        RecordedRun run = run(scenario, topology -> {
            captures.add(capture(topology, file));
            return captures.getFirst();
        }, topology -> {
            if (trace instanceof Counting counting) {
                counting.topology = topology;
            }
            return trace;
        });
        captures.getFirst().finish();
        return run;
    }

    private static RecordedRun run(Scenario scenario, Watcher... watchers) {
        return new SimulationRunner().run(new RunRequest(scenario, Runs.identity(scenario, scenario.seed()), true,
                List.of(watchers)), ProgressListener.NONE);
    }

    private static PacketCapture capture(Topology topology, OutputStream file) {
        try {
            return new PacketCapture(new Capture(file, "test", List.of()), topology);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what the network says, as an interface at either end of each link would see it. */
    private static final class Counting implements TraceSink {

        private final List<String> names = new ArrayList<>();
        private final Map<String, Long> counts = new TreeMap<>();
        private final List<String> drops = new ArrayList<>();
        private Topology topology;

        @Override
        public void declared(int element, String name) {
            names.add(name);
        }

        @Override
        public void enteredLink(long timeNanos, int element, Packet packet) {
            counts.merge(names.get(element) + " begin", 1L, Long::sum);
        }

        @Override
        public void leftLink(long timeNanos, int element, Packet packet) {
            counts.merge(names.get(element) + " end", 1L, Long::sum);
        }

        @Override
        public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
            drops.add("dropped by " + names.get(element) + ": " + reason.label());
        }

        Map<String, Long> seen() {
            Map<String, Long> seen = new TreeMap<>();
            for (Topology.Link link : topology.links()) {
                put(seen, link.name() + "/" + link.a() + " out", link.name() + "/up begin");
                put(seen, link.name() + "/" + link.a() + " in", link.name() + "/down end");
                put(seen, link.name() + "/" + link.b() + " out", link.name() + "/down begin");
                put(seen, link.name() + "/" + link.b() + " in", link.name() + "/up end");
            }
            return seen;
        }

        private void put(Map<String, Long> seen, String key, String counted) {
            if (counts.containsKey(counted)) {
                seen.put(key, counts.get(counted));
            }
        }
    }

    private static final class FullDisk extends OutputStream {

        private int left;

        FullDisk(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- <= 0) {
                throw new IOException("no space left");
            }
        }
    }
}
