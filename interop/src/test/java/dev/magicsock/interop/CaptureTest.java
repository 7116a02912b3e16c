package dev.magicsock.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.capture.PacketCapture;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wireshark reads the capture of every bundled scenario, finds nothing wrong in it, and counts as the trace does. */
class CaptureTest {

    private static final String INTACT = "!(frame.comment contains \"damaged on the way\")";
    private static final String WRONG = "(_ws.malformed || _ws.expert.severity == error || ip.checksum.status == 0"
            + " || udp.checksum.status == 0 || tcp.checksum.status == 0 || icmp.checksum.status == 0"
            + " || icmpv6.checksum.status == 0) && " + INTACT;

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
    void wiresharkFindsNothingWrongAndCountsAsTheTraceDoes(String scenario) throws IOException {
        Recorded recorded = record(scenario);
        Path whole = Files.write(folder.resolve("whole.pcapng"), recorded.file);

        // Both ends of a link see the same stream, which is one stream too many for the layers above TCP.
        assertEquals(List.of(), tshark.lines(whole, "--disable-protocol", "http", "--disable-protocol", "websocket",
                "-o", "tcp.analyze_sequence_numbers:FALSE", "-Y", WRONG), "wrong");
        assertEquals(recorded.counts(), counts(tshark.lines(whole, "--disable-protocol", "http", "--disable-protocol",
                "websocket", "-T", "fields", "-e", "frame.interface_name")));
        assertEquals(recorded.drops, tshark.lines(whole, "-Y", "frame.comment contains \"dropped by \"",
                "-T", "fields", "-e", "frame.number").size());
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void wiresharkPutsTheStreamsOfEveryHostTogether(String scenario) throws IOException {
        Recorded recorded = record(scenario);
        int webSocketFrames = 0;
        for (Topology.Link link : recorded.topology.links()) {
            boolean ofHost = !link.name().endsWith("/uplink");
            if (ofHost) {
                webSocketFrames += readStreams(recorded, link.name() + "/" + link.a());
            }
        }
        assertTrue(webSocketFrames > 0, "no frame of a relay's stream is recognised");
    }

    private int readStreams(Recorded recorded, String name) throws IOException {
        Path one = Files.write(folder.resolve("one.pcapng"), only(recorded.file, name));
        assertEquals(List.of(), tshark.lines(one, "-Y", WRONG), name);
        List<String> gaps = tshark.lines(one, "-Y", "tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment");
        assertTrue(recorded.lostSegments > 0 || gaps.isEmpty(), name + ": " + gaps);
        List<String> upgrades = tshark.lines(one, "-Y", "http.response.code == 101");
        List<String> frames = tshark.lines(one, "-Y", "websocket", "-T", "fields", "-e", "websocket.opcode");
        assertTrue(frames.isEmpty() || !upgrades.isEmpty(), name + ": frames without an upgrade");
        assertTrue(frames.stream().flatMap(line -> List.of(line.split(",")).stream())
                .allMatch(opcode -> List.of("", "0", "1", "2", "8", "9", "10").contains(opcode)), name + ": " + frames);
        return frames.size();
    }

    private static Map<String, Long> counts(List<String> names) {
        Map<String, Long> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
        counts.remove(PacketCapture.ELSEWHERE);
        return counts;
    }

    /** The same file without the packets of all other interfaces. */
    private static byte[] only(byte[] file, String name) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int wantedNumber = -1;
        int interfaces = 0;
        while (in.hasRemaining()) {
            int type = in.getInt(in.position());
            byte[] block = new byte[in.getInt(in.position() + 4)];
            int number = in.getInt(in.position() + 8);
            in.get(block);
            if (type == 1) {
                // The name is the first option.
                if (name.equals(new String(block, 20, Math.min(wanted.length, block.length - 20),
                        StandardCharsets.UTF_8)) && block[18] == wanted.length) {
                    wantedNumber = interfaces;
                }
                interfaces++;
            }
            if (type != 6 || number == wantedNumber) {
                out.writeBytes(block);
            }
        }
        return out.toByteArray();
    }

    private static Recorded record(String file) throws IOException {
        Scenario scenario = scenario(file);
        RunIdentity identity = new RunIdentity(scenario.name(), scenario.about(), file + ".yaml", new Seed(scenario.seed()),
                "test", "./run-scenario " + file, Determinism.EXACT);
        Recorded recorded = new Recorded();
        new SimulationRunner().run(new RunRequest(scenario, identity, false,
                List.of(recorded::watch, recorded::capture)), ProgressListener.NONE);
        recorded.capture.finish();
        recorded.file = recorded.out.toByteArray();
        return recorded;
    }

    private static Scenario scenario(String file) throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream("/dev/magicsock/scenarios/bundled/" + file + ".yaml")) {
            return switch (ScenarioReader.read(in.readAllBytes())) {
                case ReadResult.Valid valid -> valid.scenario();
                case ReadResult.Invalid invalid -> throw new IOException(invalid.toString());
            };
        }
    }

    /** A run, its capture, and what the network itself told. */
    private static final class Recorded implements TraceSink {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<String> names = new ArrayList<>();
        private final Map<String, Long> seen = new TreeMap<>();
        private byte[] file;
        private Topology topology;
        private PacketCapture capture;
        private int drops;
        private int lostSegments;

        TraceSink watch(Topology built) {
            topology = built;
            return this;
        }

        TraceSink capture(Topology built) {
            try {
                capture = new PacketCapture(new Capture(out, "test", List.of()), built);
                return capture;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
