package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;

/** One thing that happened, as {@link RecordingSink} keeps it. */
public sealed interface TraceRecord {

    /** Time since the start of the run. */
    Duration at();

    /** Name of the element where it happened. */
    String element();

    /** A packet was sent. */
    record Sent(Duration at, String element, PacketSummary packet) implements TraceRecord {
    }

    /** A link copied a packet. */
    record Duplicated(Duration at, String element, PacketSummary copy, long originalId) implements TraceRecord {
    }

    /** A router passed a packet on. */
    record Forwarded(Duration at, String element, PacketSummary packet) implements TraceRecord {
    }

    /** An element replaced endpoints of a packet. */
    record Translated(Duration at, String element, PacketSummary packet, IpEndpoint oldSource,
            IpEndpoint oldDestination)
            implements TraceRecord {
    }

    /** A packet arrived where it was meant for. */
    record Delivered(Duration at, String element, PacketSummary packet) implements TraceRecord {
    }

    /**
     * A packet was lost.
     *
     * @param detail more about it, or empty
     */
    record Dropped(Duration at, String element, PacketSummary packet, DropReason reason, String detail)
            implements TraceRecord {
    }

    /** A program remarked something. */
    record Note(Duration at, String element, String text) implements TraceRecord {
    }

    /** What a packet looked like at one moment. */
    record PacketSummary(long id, Transport transport, IpEndpoint source, IpEndpoint destination, int sizeBytes) {

        /** The packet as it looks now. */
        public static PacketSummary of(Packet packet) {
            return new PacketSummary(packet.id(), packet.transport(), packet.source(), packet.destination(),
                    packet.sizeBytes());
        }

        @Override
        public String toString() {
            return "#" + id + " " + transport + " " + source + " > " + destination + " " + sizeBytes + " B";
        }
    }
}
