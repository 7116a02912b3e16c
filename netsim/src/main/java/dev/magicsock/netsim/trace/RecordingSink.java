package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what happens as records, up to a bound; what comes after it is only counted. */
public final class RecordingSink implements TraceSink {

    private final List<String> names = new ArrayList<>();
    private final List<TraceRecord> records = new ArrayList<>();
    private final int maxRecords;
    private long omitted;

    /** @param maxRecords how many records are kept */
    public RecordingSink(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    /** What was kept, in the order in which it happened. */
    public List<TraceRecord> records() {
        return Collections.unmodifiableList(records);
    }

    /** How much happened after the bound was reached. */
    public long omitted() {
        return omitted;
    }

    @Override
    public void declared(int element, String name) {
        names.add(name);
    }

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        if (hasRoom()) {
            records.add(new TraceRecord.Sent(time(timeNanos), names.get(element), summary(packet)));
        }
    }

    @Override
    public void duplicated(long timeNanos, int element, Packet original, Packet copy) {
        if (hasRoom()) {
            records.add(new TraceRecord.Duplicated(time(timeNanos), names.get(element), summary(copy), original.id()));
        }
    }

    @Override
    public void forwarded(long timeNanos, int element, Packet packet) {
        if (hasRoom()) {
            records.add(new TraceRecord.Forwarded(time(timeNanos), names.get(element), summary(packet)));
        }
    }

    @Override
    public void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
        if (hasRoom()) {
            records.add(new TraceRecord.Translated(
                    time(timeNanos), names.get(element), summary(packet), oldSource, oldDestination));
        }
    }

    @Override
    public void delivered(long timeNanos, int element, Packet packet) {
        if (hasRoom()) {
            records.add(new TraceRecord.Delivered(time(timeNanos), names.get(element), summary(packet)));
        }
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        if (hasRoom()) {
            String words = detail == null ? "" : detail.describe();
            records.add(new TraceRecord.Dropped(time(timeNanos), names.get(element), summary(packet), reason, words));
        }
    }

    @Override
    public void note(long timeNanos, int element, String text) {
        if (hasRoom()) {
            records.add(new TraceRecord.Note(time(timeNanos), names.get(element), text));
        }
    }

    private boolean hasRoom() {
        if (records.size() < maxRecords) {
            return true;
        }
        omitted++;
        return false;
    }

    private static Duration time(long nanos) {
        return Duration.ofNanos(nanos);
    }

    private static TraceRecord.PacketSummary summary(Packet packet) {
        return TraceRecord.PacketSummary.of(packet);
    }
}
