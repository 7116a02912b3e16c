package dev.magicsock.scenarios.capture;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.pcap.Capture;
import dev.magicsock.reports.pcap.SeenPacket.Direction;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.scenarios.host.EndpointWatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Captures a run at all its links.
 *
 * <p>Every link has two interfaces, named {@code LINK/NODE} after its two ends; what goes onto the link is outbound
 * there, and what comes off it inbound. A drop is a comment on the packet where it was seen last, if that was at the
 * same moment. Otherwise, for instance when a link goes down with packets under way, the packet is seen once more on an
 * interface of its own, {@value #ELSEWHERE}. Packets from a host to itself use no link and are not seen. What the
 * QUIC of an endpoint sends and gets is seen once more, on an interface of its own, {@code ENDPOINT/quic}.
 *
 * <p>The run goes on where the file cannot be written any more; {@link #failure} says why.
 */
public final class PacketCapture implements TraceSink {

    /** The interface of packets that were lost where no interface was. */
    public static final String ELSEWHERE = "lost-elsewhere";

    private static final String DAMAGED = "damaged on the way: its checksum is wrong";
    /** Locally administered addresses; their owners are the ends of links. */
    private static final int LOCAL_MAC = 0x02;

    private final Capture capture;
    private final Map<String, LinkSide> beginnings = new LinkedHashMap<>();
    private final Map<String, LinkSide> ends = new LinkedHashMap<>();
    private final LinkSide elsewhere;
    private final QuicInterfaces quic;
    private final Map<EndpointId, Integer> endpoints = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<LinkSide> beginningsByElement = new ArrayList<>();
    private final List<LinkSide> endsByElement = new ArrayList<>();
    private IOException failure;

    /**
     * Begins the capture of a network.
     *
     * @throws IOException where the file cannot even be begun
     */
    public PacketCapture(Capture capture, Topology topology) throws IOException {
        this.capture = capture;
        this.quic = new QuicInterfaces(capture);
        int number = 0;
        for (Topology.Link link : topology.links()) {
            add(link, ++number);
        }
        int last = capture.addInterface(ELSEWHERE, "packets that were lost where no interface sees them");
        elsewhere = new LinkSide(last, Direction.UNKNOWN, mac(0, 0), mac(0, 1));
    }

    private void add(Topology.Link link, int number) throws IOException {
        String up = link.name() + "/up";
        String down = link.name() + "/down";
        int a = capture.addInterface(link.name() + "/" + link.a(), describe(link, link.a(), up, down));
        int b = capture.addInterface(link.name() + "/" + link.b(), describe(link, link.b(), down, up));
        byte[] macOfA = mac(number, 0);
        byte[] macOfB = mac(number, 1);
        beginnings.put(up, new LinkSide(a, Direction.OUTBOUND, macOfA, macOfB));
        ends.put(up, new LinkSide(b, Direction.INBOUND, macOfA, macOfB));
        beginnings.put(down, new LinkSide(b, Direction.OUTBOUND, macOfB, macOfA));
        ends.put(down, new LinkSide(a, Direction.INBOUND, macOfB, macOfA));
    }

    private static String describe(Topology.Link link, String node, String out, String in) {
        return "link " + link.name() + " at " + node + "; out is " + out + ", in is " + in;
    }

    private static byte[] mac(int link, int side) {
        return new byte[] {LOCAL_MAC, 0, (byte) (link >>> 16), (byte) (link >>> 8), (byte) link, (byte) side};
    }

    /** Why the file could not be written to its end; empty where it could so far. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Who is to watch this endpoint; endpoints are named in the order of the scenario. */
    public EndpointWatcher endpoint(String name, EndpointId id) {
        int number = endpoints.size() + 1;
        endpoints.put(id, number);
        return new QuicDatagrams(this, quic, name, number, endpoints);
    }

    /** Keeps a secret, as a line of an SSLKEYLOGFILE, in front of the packets that need it. */
    public void secret(String line) {
        attempt(() -> capture.addSecrets((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** Writes what was kept back for comments. */
    public void finish() {
        attempt(capture::flush);
    }

    @Override
    public void declared(int element, String name) {
        names.add(name);
        beginningsByElement.add(beginnings.get(name));
        endsByElement.add(ends.get(name));
    }

    @Override
    public void enteredLink(long timeNanos, int element, Packet packet) {
        see(beginningsByElement.get(element), packet, timeNanos);
    }

    @Override
    public void leftLink(long timeNanos, int element, Packet packet) {
        see(endsByElement.get(element), packet, timeNanos);
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        String comment = "dropped by " + names.get(element) + ": " + reason.label()
                + (detail == null ? "" : " (" + detail.describe() + ")");
        if (failure == null && !capture.comment(packet.id(), timeNanos, comment)) {
            see(elsewhere, packet, timeNanos);
            capture.comment(packet.id(), timeNanos, comment);
        }
    }

    private void see(LinkSide side, Packet packet, long timeNanos) {
        attempt(() -> capture.seen(side.see(packet, timeNanos), packet.isCorrupted() ? List.of(DAMAGED) : List.of()));
    }

    /** Says something about a packet that was seen at this moment. */
    void comment(long packetId, long timeNanos, String comment) {
        capture.comment(packetId, timeNanos, comment);
    }

    void attempt(Write write) {
        if (failure != null) {
            return;
        }
        try {
            write.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    interface Write {
        void run() throws IOException;
    }
}
