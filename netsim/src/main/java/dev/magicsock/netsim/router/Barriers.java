package dev.magicsock.netsim.router;

import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What faults forbid a router to forward. */
final class Barriers {

    private final List<Partition> partitions = new ArrayList<>();
    private boolean udpBlocked;

    /** Why a packet must not go on, or null. */
    DropReason refusal(Packet packet, int from, int to) {
        boolean crossesUplink = from == Router.UPSTREAM || to == Router.UPSTREAM;
        if (udpBlocked && crossesUplink && packet.transport() == Transport.UDP) {
            return DropReason.UDP_BLOCKED;
        }
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(i);
            if (partition.to == to && partition.origins.get(packet.origin()) && partition.stops(packet)) {
                return DropReason.PARTITIONED;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return partitions.isEmpty() && !udpBlocked;
    }

    void blockUdp(boolean blocked) {
        udpBlocked = blocked;
    }

    void part(BitSet origins, int to, PartedTraffic traffic) {
        partitions.add(new Partition((BitSet) origins.clone(), to, traffic));
    }

    void join(BitSet origins, int to, PartedTraffic traffic) {
        partitions.removeIf(new Partition(origins, to, traffic)::equals);
    }

    private record Partition(BitSet origins, int to, PartedTraffic traffic) {

        boolean stops(Packet packet) {
            return traffic == PartedTraffic.ALL || packet.transport() == Transport.UDP;
        }
    }
}
