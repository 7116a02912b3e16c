package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.Series.Unit;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches the packets of a run: counts them, notes every loss, and follows probes from sender to fate. */
final class PacketWatch implements TraceSink {

    private final RunRecorder recorder;
    private final Cast cast;
    private final Pairs pairs;
    private final ProbeWatch probes;
    private final MappingWatch mappings;
    private final List<String> elements = new ArrayList<>();
    private long sent;
    private long copied;
    private long forwarded;
    private long delivered;
    private long dropped;

    PacketWatch(RunRecorder recorder, Cast cast, Pairs pairs, ProbeWatch probes, MappingWatch mappings) {
        this.recorder = recorder;
        this.cast = cast;
        this.pairs = pairs;
        this.probes = probes;
        this.mappings = mappings;
    }

    @Override
    public void declared(int element, String name) {
        elements.add(name);
    }

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        sent++;
        probes.sent(packet, elements.get(element), timeNanos);
    }

    @Override
    public void duplicated(long timeNanos, int element, Packet original, Packet copy) {
        copied++;
        find(copy).ifPresent(datagram -> pairs.ledger(datagram, cast)
                .ifPresent(ledger -> ledger.copiedByNetwork(datagram.sequence())));
    }

    @Override
    public void forwarded(long timeNanos, int element, Packet packet) {
        forwarded++;
        probes.passed(packet, elements.get(element), timeNanos);
    }

    @Override
    public void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
        probes.passed(packet, elements.get(element), timeNanos);
    }

    @Override
    public void delivered(long timeNanos, int element, Packet packet) {
        delivered++;
        probes.delivered(packet, elements.get(element), timeNanos);
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        dropped++;
        Instant now = at(timeNanos);
        String place = elements.get(element);
        String words = detail == null ? "" : detail.describe();
        recorder.dropped(reason.label(), place, new DropGroup.Example(now, packet.id(), packet.source().toString(),
                packet.destination().toString(), packet.sizeBytes(), words));
        probes.dropped(packet, place, reason, words, now);
        find(packet).ifPresent(datagram -> pairs.ledger(datagram, cast).ifPresent(ledger ->
                ledger.dropped(datagram.sequence(), new DatagramLedger.Loss(reason.label(), place, now))));
    }

    @Override
    public void mapped(long timeNanos, int element, long mapping, Transport transport, IpEndpoint internal,
            IpEndpoint external) {
        mappings.mapped(element, elements.get(element), mapping, transport, internal, external, at(timeNanos));
    }

    @Override
    public void contacted(long timeNanos, int element, long mapping, IpEndpoint remote) {
        mappings.contacted(element, mapping, remote);
    }

    @Override
    public void unmapped(long timeNanos, int element, long mapping) {
        mappings.unmapped(element, mapping, at(timeNanos));
    }

    @Override
    public void mappingsForgotten(long timeNanos, int element) {
        mappings.forgotten(element, at(timeNanos));
    }

    @Override
    public void queued(long timeNanos, int element, long waitingBytes) {
        recorder.sample(elements.get(element), "queue", Unit.BYTES, waitingBytes, at(timeNanos));
    }

    private static Optional<TestDatagram> find(Packet packet) {
        return packet.transport() == Transport.UDP ? TestDatagram.peek(packet.payload()) : Optional.empty();
    }

    PacketTotals totals() {
        return new PacketTotals(sent, copied, forwarded, delivered, dropped);
    }

    private static Instant at(long timeNanos) {
        return Instant.EPOCH.plusNanos(timeNanos);
    }
}
