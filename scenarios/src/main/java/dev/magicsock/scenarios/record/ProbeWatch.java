package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketJourney.Fate;
import dev.magicsock.reports.record.PacketJourney.Hop;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.wire.Demultiplexer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows probes and punch packets through the network: they tell why a pair is direct or is not. Not thread-safe. */
final class ProbeWatch {

    /** Probes under way at once; further ones are not followed. */
    private static final int MAX_UNDER_WAY = 4096;
    /** Distinct places and causes of lost probes per sender; further ones are not kept. */
    private static final int MAX_CAUSES = 256;

    private final RunRecorder recorder;
    private final Map<Long, Journey> underWay = new LinkedHashMap<>();
    private final Map<String, Map<LostProbes.Cause, LostProbes>> lost = new LinkedHashMap<>();
    private final Map<String, Long> sentBy = new LinkedHashMap<>();

    /** As it was; the texts are made when the run is over, for those that the record keeps. */
    private record Journey(long packet, String kind, long number, String sender, int sizeBytes, List<Step> steps) {

        String what() {
            return kind + " " + number;
        }

        PacketJourney ended(Fate fate) {
            return new PacketJourney(packet, what(), sender, sizeBytes, steps.stream().map(Step::hop).toList(), fate);
        }
    }

    private record Step(long timeNanos, String place, IpEndpoint source, IpEndpoint destination) {

        Hop hop() {
            return new Hop(Instant.EPOCH.plusNanos(timeNanos), place, source.toString(), destination.toString());
        }
    }

    ProbeWatch(RunRecorder recorder) {
        this.recorder = recorder;
    }

    void sent(Packet packet, String host, long timeNanos) {
        String what = what(packet);
        if (what.isEmpty()) {
            return;
        }
        long number = sentBy.merge(host, 1L, Long::sum);
        if (underWay.size() < MAX_UNDER_WAY) {
            Journey journey =
                    new Journey(packet.id(), what, number, host, packet.sizeBytes(), new ArrayList<>());
            journey.steps.add(step(packet, host, timeNanos));
            underWay.put(packet.id(), journey);
        }
    }

    private String what(Packet packet) {
        if (packet.transport() != Transport.UDP) {
            return "";
        }
        return switch (Demultiplexer.classify(packet.payload())) {
            case PROBE -> "probe";
            case PUNCH -> "punch";
            case STUN, QUIC, UNKNOWN -> "";
        };
    }

    void passed(Packet packet, String place, long timeNanos) {
        Journey journey = underWay.get(packet.id());
        if (journey != null) {
            journey.steps.add(step(packet, place, timeNanos));
        }
    }

    void delivered(Packet packet, String host, long timeNanos) {
        Journey journey = underWay.remove(packet.id());
        if (journey != null) {
            recorder.journey(() -> journey.ended(
                    new PacketJourney.Delivered(Instant.EPOCH.plusNanos(timeNanos), host)));
        }
    }

    void dropped(Packet packet, String place, DropReason reason, String detail, Instant now) {
        Journey journey = underWay.remove(packet.id());
        if (journey == null) {
            return;
        }
        Map<LostProbes.Cause, LostProbes> causes = lost.computeIfAbsent(journey.sender, _ -> new LinkedHashMap<>());
        LostProbes.Cause cause = new LostProbes.Cause(place, reason);
        if (causes.containsKey(cause) || causes.size() < MAX_CAUSES) {
            causes.computeIfAbsent(cause, LostProbes::new).add(new LostProbes.Example(now, journey.what(),
                    packet.source().toString(), packet.destination().toString(), detail));
        }
        recorder.journey(() -> journey.ended(new PacketJourney.Dropped(now, place, reason.label(), detail)));
    }

    /** The run is over: what is still under way stays so. */
    void finish() {
        underWay.values().forEach(journey -> recorder.journey(journey.ended(new PacketJourney.UnderWay())));
        underWay.clear();
    }

    /** Why probes of this host were lost, the most frequent cause first. */
    List<LostProbes> lostOf(String host) {
        return lost.getOrDefault(host, Map.of()).values().stream()
                .sorted((x, y) -> Long.compare(y.count(), x.count()))
                .toList();
    }

    private static Step step(Packet packet, String place, long timeNanos) {
        return new Step(timeNanos, place, packet.source(), packet.destination());
    }
}
