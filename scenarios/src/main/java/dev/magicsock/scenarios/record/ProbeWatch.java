package dev.magicsock.scenarios.record;

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

    private record Journey(String what, String sender, int sizeBytes, List<Hop> hops) {
    }

    ProbeWatch(RunRecorder recorder) {
        this.recorder = recorder;
    }

    void sent(Packet packet, String host, Instant now) {
        String what = what(packet);
        if (what.isEmpty()) {
            return;
        }
        long number = sentBy.merge(host, 1L, Long::sum);
        if (underWay.size() < MAX_UNDER_WAY) {
            Journey journey = new Journey(what + " " + number, host, packet.sizeBytes(), new ArrayList<>());
            journey.hops.add(hop(packet, host, now));
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

    void passed(Packet packet, String place, Instant now) {
        Journey journey = underWay.get(packet.id());
        if (journey != null) {
            journey.hops.add(hop(packet, place, now));
        }
    }

    void delivered(Packet packet, String host, Instant now) {
        end(packet, new PacketJourney.Delivered(now, host));
    }

    void dropped(Packet packet, String place, DropReason reason, String detail, Instant now) {
        Journey journey = underWay.get(packet.id());
        if (journey == null) {
            return;
        }
        Map<LostProbes.Cause, LostProbes> causes = lost.computeIfAbsent(journey.sender, _ -> new LinkedHashMap<>());
        LostProbes.Cause cause = new LostProbes.Cause(place, reason);
        if (causes.containsKey(cause) || causes.size() < MAX_CAUSES) {
            causes.computeIfAbsent(cause, LostProbes::new).add(new LostProbes.Example(now, journey.what,
                    packet.source().toString(), packet.destination().toString(), detail));
        }
        end(packet, new PacketJourney.Dropped(now, place, reason.label(), detail));
    }

    private void end(Packet packet, Fate fate) {
        Journey journey = underWay.remove(packet.id());
        if (journey != null) {
            recorder.journey(new PacketJourney(packet.id(), journey.what, journey.sender, journey.sizeBytes,
                    journey.hops, fate));
        }
    }

    /** The run is over: what is still under way stays so. */
    void finish() {
        underWay.forEach((packet, journey) -> recorder.journey(new PacketJourney(packet, journey.what, journey.sender,
                journey.sizeBytes, journey.hops, new PacketJourney.UnderWay())));
        underWay.clear();
    }

    /** Why probes of this host were lost, the most frequent cause first. */
    List<LostProbes> lostOf(String host) {
        return lost.getOrDefault(host, Map.of()).values().stream()
                .sorted((x, y) -> Long.compare(y.count(), x.count()))
                .toList();
    }

    private static Hop hop(Packet packet, String place, Instant now) {
        return new Hop(now, place, packet.source().toString(), packet.destination().toString());
    }
}
