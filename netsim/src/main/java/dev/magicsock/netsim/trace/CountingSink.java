package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happens, and where packets are lost and why. */
public final class CountingSink implements TraceSink {

    private final List<String> names = new ArrayList<>();
    private final Map<Loss, Long> losses = new TreeMap<>();
    private long sent;
    private long duplicated;
    private long forwarded;
    private long translated;
    private long delivered;
    private long deliveredBytes;
    private long dropped;

    @Override
    public void declared(int element, String name) {
        names.add(name);
    }

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        sent++;
    }

    @Override
    public void duplicated(long timeNanos, int element, Packet original, Packet copy) {
        duplicated++;
    }

    @Override
    public void forwarded(long timeNanos, int element, Packet packet) {
        forwarded++;
    }

    @Override
    public void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
        translated++;
    }

    @Override
    public void delivered(long timeNanos, int element, Packet packet) {
        delivered++;
        deliveredBytes += packet.sizeBytes();
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        dropped++;
        losses.merge(new Loss(names.get(element), reason), 1L, Long::sum);
    }

    public long sent() {
        return sent;
    }

    public long duplicated() {
        return duplicated;
    }

    public long forwarded() {
        return forwarded;
    }

    public long translated() {
        return translated;
    }

    public long delivered() {
        return delivered;
    }

    /** Bytes of whole IP packets. */
    public long deliveredBytes() {
        return deliveredBytes;
    }

    public long dropped() {
        return dropped;
    }

    /** How many packets were lost at each place for each reason, in the order of names and reasons. */
    public Map<Loss, Long> losses() {
        return Collections.unmodifiableMap(losses);
    }

    /**
     * A place and a reason.
     *
     * @param element name of the element that dropped packets
     */
    public record Loss(String element, DropReason reason) implements Comparable<Loss> {

        @Override
        public int compareTo(Loss other) {
            int byName = element.compareTo(other.element);
            return byName != 0 ? byName : reason.compareTo(other.reason);
        }
    }
}
