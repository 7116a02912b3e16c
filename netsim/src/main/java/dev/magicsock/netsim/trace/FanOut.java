package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.util.List;

/** Passes everything on to several sinks, in their order. */
public final class FanOut implements TraceSink {

    private final TraceSink[] sinks;

    public FanOut(List<TraceSink> sinks) {
        this.sinks = sinks.toArray(TraceSink[]::new);
    }

    @Override
    public void declared(int element, String name) {
        for (TraceSink sink : sinks) {
            sink.declared(element, name);
        }
    }

    @Override
    public void sent(long timeNanos, int element, Packet packet) {
        for (TraceSink sink : sinks) {
            sink.sent(timeNanos, element, packet);
        }
    }

    @Override
    public void duplicated(long timeNanos, int element, Packet original, Packet copy) {
        for (TraceSink sink : sinks) {
            sink.duplicated(timeNanos, element, original, copy);
        }
    }

    @Override
    public void forwarded(long timeNanos, int element, Packet packet) {
        for (TraceSink sink : sinks) {
            sink.forwarded(timeNanos, element, packet);
        }
    }

    @Override
    public void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
        for (TraceSink sink : sinks) {
            sink.translated(timeNanos, element, packet, oldSource, oldDestination);
        }
    }

    @Override
    public void delivered(long timeNanos, int element, Packet packet) {
        for (TraceSink sink : sinks) {
            sink.delivered(timeNanos, element, packet);
        }
    }

    @Override
    public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
        for (TraceSink sink : sinks) {
            sink.dropped(timeNanos, element, packet, reason, detail);
        }
    }

    @Override
    public void note(long timeNanos, int element, String text) {
        for (TraceSink sink : sinks) {
            sink.note(timeNanos, element, text);
        }
    }
}
