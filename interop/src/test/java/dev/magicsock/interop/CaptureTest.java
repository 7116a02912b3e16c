package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.capture.PacketCapture;
import dev.magicsock.scenarios.capture.RunCapture;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.QuicOptions;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import dev.magicsock.scenarios.run.Watcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wireshark reads the capture of every bundled scenario, finds nothing wrong in it, and counts as the trace does. */
class CaptureTest {

    private static final String QUIC = "/quic";
    private static final String DAMAGED = "damaged on the way";
    /** How Wireshark names the severity "error". */
    private static final String ERROR = "8388608";
    private static final String BAD = "0";
    private static final String SERVER_HELLO = "2";
    private static final List<String> CHECKSUMS = List.of("ip.checksum.status", "udp.checksum.status",
            "tcp.checksum.status", "icmp.checksum.status", "icmpv6.checksum.status");

    private static final Set<String> BOTH = Set.of("relay", "direct");
    /** What those scenarios use that do not use both. */
    private static final Map<String, Set<String>> PATHS = Map.of(
            "quic-long-rtt", Set.of("direct"), "quic-transfer-loss", Set.of("direct"), "quic-ipv6", Set.of("direct"),
            "quic-many", Set.of("direct"), "quic-relay-restart", Set.of("relay"));

    private static Tshark tshark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsTshark() throws IOException {
        Optional<Tshark> found = Tshark.find();
        if (found.isEmpty() && System.getenv("CI") != null) {
            throw new IOException("there is no tshark");
        }
        assumeTrue(found.isPresent(), "there is no tshark; captures are not read by it");
        tshark = found.get();
    }

    static List<String> bundled() throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream(
                "/dev/magicsock/scenarios/bundled/index.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void wiresharkFindsNothingWrongCountsAsTheTraceDoesAndPutsStreamsTogether(String scenario) throws IOException {
        Recorded recorded = record(scenario);
        readAsAWhole(recorded);
        int webSocketFrames = 0;
        for (Topology.Link link : recorded.topology.links()) {
            if (!link.name().endsWith("/uplink")) {
                webSocketFrames += readStreams(recorded, link.name() + "/" + link.a());
            }
        }
        assertTrue(webSocketFrames > 0, "no frame of a relay's stream is recognised");
    }

    static List<String> withRealQuic() throws IOException {
        return bundled().stream().filter(name -> name.startsWith("quic-")).toList();
    }

    /** On the interface that sees what QUIC sees, by itself; which of the paths there are depends on the scenario. */
    @ParameterizedTest
    @MethodSource("withRealQuic")
    void wiresharkDecryptsQuicOnTheRelayAndOnTheDirectPath(String scenario) throws IOException {
        Recorded recorded = record(scenario);
        Set<String> carriers = new TreeSet<>();
        for (String endpoint : recorded.endpoints) {
            carriers.addAll(decrypted(recorded, endpoint + QUIC));
        }
        assertEquals(PATHS.getOrDefault(scenario, BOTH), carriers);
    }

    /** How the datagrams of an endpoint went; all of them must be decrypted, and data be visible in some. */
    private Set<String> decrypted(Recorded recorded, String name) throws IOException {
        List<Map<String, String>> frames = frames(only(recorded.file, name), List.of("quic.frame_type",
                "quic.decryption_failed", "quic.connection.unknown", "quic.connection.number", "quic.scid", "quic.dcid",
                "tls.handshake.type", "quic.stream.stream_id", "quic.dg"), List.of());
        assertEquals(recorded.quic.get(name), (long) frames.size(), name);
        Set<String> keyed = new TreeSet<>();
        for (Map<String, String> frame : frames) {
            assertTrue(!isHidden(frame) || !keyed.contains(keyOf(frame)), name + ": " + frame);
            if (List.of(frame.get("tls.handshake.type").split(",")).contains(SERVER_HELLO)) {
                keyed.addAll(List.of(frame.get("quic.connection.number"), keyOf(frame),
                        "from " + frame.get("quic.dcid").split(",")[0]));
            }
        }
        assertTrue(frames.stream().anyMatch(each -> !each.get("quic.stream.stream_id").isEmpty()
                || !each.get("quic.dg").isEmpty()), name + ": no data");
        return frames.stream().map(each -> each.get("frame.comment")).filter(each -> !each.isEmpty())
                .map(each -> each.contains("over the relay") ? "relay" : "direct").collect(Collectors.toSet());
    }

    private static boolean isHidden(Map<String, String> frame) {
        return frame.get("quic.frame_type").isEmpty() || !frame.get("quic.decryption_failed").isEmpty()
                || !frame.get("quic.connection.unknown").isEmpty();
    }

    /**
     * By what it is known whether a packet can be decrypted. What comes before the answer that says how, nobody can
     * decrypt. A late copy of a ClientHello begins a further connection at the server, which the client does not know:
     * its packets have another source id.
     */
    private static String keyOf(Map<String, String> frame) {
        String source = frame.get("quic.scid").split(",")[0];
        return source.isEmpty() ? frame.get("quic.connection.number") : "from " + source;
    }

    /** Both ends of a link see the same stream, which is one stream too many for the layers above TCP. */
    private void readAsAWhole(Recorded recorded) throws IOException {
        List<String> options = new ArrayList<>(tshark.withoutGuesses());
        options.addAll(List.of("--disable-protocol", "http", "--disable-protocol", "websocket", "-o",
                "tcp.analyze_sequence_numbers:FALSE", "-o", "tcp.desegment_tcp_streams:FALSE"));
        List<Map<String, String>> frames = frames(recorded.file, List.of("frame.interface_name"), options);
        assertEquals(recorded.counts(), counts(frames.stream().map(each -> each.get("frame.interface_name")).toList()));
        assertEquals(recorded.drops,
                frames.stream().filter(each -> each.get("frame.comment").contains("dropped by ")).count());
    }

    private int readStreams(Recorded recorded, String name) throws IOException {
        List<Map<String, String>> frames = frames(only(recorded.file, name), List.of("tcp.analysis.lost_segment",
                "tcp.analysis.ack_lost_segment", "http.response.code", "websocket.opcode"), tshark.withoutGuesses());
        assertTrue(recorded.lostSegments > 0 || frames.stream().allMatch(each ->
                each.get("tcp.analysis.lost_segment").isEmpty() && each.get("tcp.analysis.ack_lost_segment").isEmpty()),
                name + ": segments are missing that nobody lost");
        List<String> opcodes = frames.stream().map(each -> each.get("websocket.opcode"))
                .filter(opcode -> !opcode.isEmpty()).flatMap(each -> Stream.of(each.split(","))).toList();
        assertTrue(opcodes.isEmpty() || frames.stream().anyMatch(each -> each.get("http.response.code").equals("101")),
                name + ": frames without an upgrade");
        assertTrue(opcodes.stream().allMatch(List.of("0", "1", "2", "8", "9", "10")::contains), name + ": " + opcodes);
        return opcodes.size();
    }

    /** The fields of every frame; none of them may be malformed, and only damaged ones may have a wrong checksum. */
    private List<Map<String, String>> frames(byte[] file, List<String> wanted, List<String> options)
            throws IOException {
        List<String> fields = new ArrayList<>(wanted);
        fields.addAll(List.of("frame.number", "frame.comment", "_ws.malformed", "_ws.expert.severity"));
        fields.addAll(CHECKSUMS);
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-T", "fields"));
        fields.forEach(field -> arguments.addAll(List.of("-e", field)));
        List<Map<String, String>> frames = new ArrayList<>();
        for (String line : tshark.lines(Files.write(folder.resolve("capture.pcapng"), file),
                arguments.toArray(String[]::new))) {
            String[] values = line.split("\t", -1);
            Map<String, String> frame = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                frame.put(fields.get(i), values[i]);
            }
            assertEquals(fields.size(), values.length, line);
            assertTrue(isRight(frame), frame.toString());
            frames.add(frame);
        }
        return frames;
    }

    private static boolean isRight(Map<String, String> frame) {
        boolean checksumsHold = CHECKSUMS.stream().noneMatch(each -> List.of(frame.get(each).split(",")).contains(BAD));
        boolean noError = !List.of(frame.get("_ws.expert.severity").split(",")).contains(ERROR);
        return frame.get("_ws.malformed").isEmpty()
                && (frame.get("frame.comment").contains(DAMAGED) || checksumsHold && noError);
    }

    private static Map<String, Long> counts(List<String> names) {
        Map<String, Long> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
        counts.remove(PacketCapture.ELSEWHERE);
        counts.keySet().removeIf(name -> name.endsWith(QUIC));
        return counts;
    }

    /** The same file without the packets of all other interfaces. */
    private static byte[] only(byte[] file, String name) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int wantedNumber = -1;
        int interfaces = 0;
        while (in.hasRemaining()) {
            int type = in.getInt(in.position());
            byte[] block = new byte[in.getInt(in.position() + 4)];
            int number = in.getInt(in.position() + 8);
            in.get(block);
            if (type == 1) {
                wantedNumber = name.equals(nameOf(block)) ? interfaces : wantedNumber;
                interfaces++;
            }
            if (type != 6 || number == wantedNumber) {
                out.writeBytes(block);
            }
        }
        return out.toByteArray();
    }

    /** The name is the first option of the block of an interface. */
    private static String nameOf(byte[] block) {
        int length = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getShort(18);
        return new String(block, 20, length, StandardCharsets.UTF_8);
    }

    private static Recorded record(String file) throws IOException {
        Scenario scenario = scenario(file);
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), file + ".yaml",
                new Seed(scenario.seed()), "test", "./run-scenario " + file, Determinism.EXACT);
        Recorded recorded = new Recorded();
        new SimulationRunner().run(new RunRequest(scenario, identity, false,
                List.of(recorded, recorded.capture), new QuicOptions(SchedulerKind.FIFO, recorded.capture)),
                ProgressListener.NONE);
        assertEquals(Optional.empty(), recorded.capture.finish());
        recorded.file = recorded.out.toByteArray();
        return recorded;
    }

    private static Scenario scenario(String file) throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream(
                "/dev/magicsock/scenarios/bundled/" + file + ".yaml")) {
            return switch (ScenarioReader.read(in.readAllBytes())) {
                case ReadResult.Valid valid -> valid.scenario();
                case ReadResult.Invalid invalid -> throw new IOException(invalid.toString());
            };
        }
    }

    /** A run, its capture, and what the network itself told. */
    private static final class Recorded implements TraceSink, Watcher {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<String> names = new ArrayList<>();
        private final Map<String, Long> seen = new TreeMap<>();
        private byte[] file;
        private Topology topology;
        private final RunCapture capture = new RunCapture(out, "test", List.of());
        private final List<String> endpoints = new ArrayList<>();
        private final Map<String, Long> quic = new TreeMap<>();
        private int drops;
        private int lostSegments;

        @Override
        public TraceSink watch(Topology built) {
            topology = built;
            return this;
        }

        @Override
        public EndpointWatcher endpoint(String name, EndpointId id, InstantSource world) {
            endpoints.add(name);
            return new EndpointWatcher() {
                @Override
                public void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram,
                        Instant now) {
                    quic.merge(name + QUIC, 1L, Long::sum);
                }

                @Override
                public void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram,
                        Instant now) {
                    quic.merge(name + QUIC, 1L, Long::sum);
                }
            };
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            for (Topology.Link link : topology.links()) {
                count(counts, link.name() + "/" + link.a(), link.name() + "/up >", link.name() + "/down <");
                count(counts, link.name() + "/" + link.b(), link.name() + "/down >", link.name() + "/up <");
            }
            return counts;
        }

        private void count(Map<String, Long> counts, String name, String out, String in) {
            long sum = seen.getOrDefault(out, 0L) + seen.getOrDefault(in, 0L);
            if (sum > 0) {
                counts.put(name, sum);
            }
        }

        @Override
        public void declared(int element, String name) {
            names.add(name);
        }

        @Override
        public void enteredLink(long timeNanos, int element, Packet packet) {
            seen.merge(names.get(element) + " >", 1L, Long::sum);
        }

        @Override
        public void leftLink(long timeNanos, int element, Packet packet) {
            seen.merge(names.get(element) + " <", 1L, Long::sum);
        }

        @Override
        public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
            drops++;
            lostSegments += packet.transport() == Transport.STREAM ? 1 : 0;
        }
    }
}
