package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes everything on to several sinks, in the order in which they were connected. They may be connected after a
 * network was built, but before it runs: what watches a run may want to know the network first.
 */
public final class FanOut implements TraceSink {

    private final Map<Integer, String> elements = new LinkedHashMap<>();
    private final List<TraceSink> sinks = new ArrayList<>();

    /** Connects a sink, which hears at once of all elements that exist. */
    public void connect(TraceSink sink) {
        elements.forEach(sink::declared);
        sinks.add(sink);
    }

    @Override
    public void declared(int element, String name) {
        elements.put(element, name);
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
    public void enteredLink(long timeNanos, int element, Packet packet) {
        for (TraceSink sink : sinks) {
            sink.enteredLink(timeNanos, element, packet);
        }
    }

    @Override
    public void leftLink(long timeNanos, int element, Packet packet) {
        for (TraceSink sink : sinks) {
            sink.leftLink(timeNanos, element, packet);
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
    public void mapped(long timeNanos, int element, long mapping, Transport transport, IpEndpoint internal,
            IpEndpoint external) {
        for (TraceSink sink : sinks) {
            sink.mapped(timeNanos, element, mapping, transport, internal, external);
        }
    }

    @Override
    public void contacted(long timeNanos, int element, long mapping, IpEndpoint remote) {
        for (TraceSink sink : sinks) {
            sink.contacted(timeNanos, element, mapping, remote);
        }
    }

    @Override
    public void unmapped(long timeNanos, int element, long mapping) {
        for (TraceSink sink : sinks) {
            sink.unmapped(timeNanos, element, mapping);
        }
    }

    @Override
    public void mappingsForgotten(long timeNanos, int element) {
        for (TraceSink sink : sinks) {
            sink.mappingsForgotten(timeNanos, element);
        }
    }

    @Override
    public void queued(long timeNanos, int element, long waitingBytes) {
        for (TraceSink sink : sinks) {
            sink.queued(timeNanos, element, waitingBytes);
        }
    }

    @Override
    public void note(long timeNanos, int element, String text) {
        for (TraceSink sink : sinks) {
            sink.note(timeNanos, element, text);
        }
    }
}
