package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;

/**
 * Watches a run.
 *
 * <p>Called on the simulation's thread in the order of events. A packet, its payload included, may be read during the
 * call only: it goes back to its pool afterwards. Times are nanoseconds since the start of the run.
 */
public interface TraceSink {

    /** An element exists; comes before any other call that names it. */
    default void declared(int element, String name) {
    }

    /** A host or router made a packet and sends it. */
    default void sent(long timeNanos, int element, Packet packet) {
    }

    /** A link made a copy of a packet; from here on the copy has a fate of its own. */
    default void duplicated(long timeNanos, int element, Packet original, Packet copy) {
    }

    /** A router chose a way for a packet and passes it on. */
    default void forwarded(long timeNanos, int element, Packet packet) {
    }

    /**
     * An element replaced addresses or ports.
     *
     * @param packet with its new endpoints
     */
    default void translated(long timeNanos, int element, Packet packet, IpEndpoint oldSource,
            IpEndpoint oldDestination) {
    }

    /** A packet reached the program, the stream or the socket it was meant for; this is its end. */
    default void delivered(long timeNanos, int element, Packet packet) {
    }

    /**
     * A packet was lost; this is its end.
     *
     * @param element where
     * @param detail  more about it, or null
     */
    default void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
    }

    /** A program says something worth keeping. */
    default void note(long timeNanos, int element, String text) {
    }
}
