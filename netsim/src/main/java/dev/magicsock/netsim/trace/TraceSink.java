package dev.magicsock.netsim.trace;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;

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

    /**
     * A packet came to the beginning of a link, which may still lose it.
     *
     * @param element the direction of the link
     */
    default void enteredLink(long timeNanos, int element, Packet packet) {
    }

    /**
     * A packet came out at the end of a link.
     *
     * @param element the direction of the link
     */
    default void leftLink(long timeNanos, int element, Packet packet) {
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

    /**
     * A NAT made a mapping (RFC 4787 section 4).
     *
     * @param mapping number of the mapping, unique in its element
     */
    default void mapped(long timeNanos, int element, long mapping, Transport transport, IpEndpoint internal,
            IpEndpoint external) {
    }

    /** Something was sent through a mapping to a remote endpoint for the first time, or for the first time again. */
    default void contacted(long timeNanos, int element, long mapping, IpEndpoint remote) {
    }

    /**
     * A mapping expired. NATs notice it late, so this comes late too.
     *
     * @param timeNanos when it expired, which may be before what was told last
     */
    default void unmapped(long timeNanos, int element, long mapping) {
    }

    /** A NAT forgot all its mappings at once, because it started again. */
    default void mappingsForgotten(long timeNanos, int element) {
    }

    /**
     * A packet has to wait for others before a link sends it.
     *
     * @param waitingBytes sizes of all packets that wait now, this one included
     */
    default void queued(long timeNanos, int element, long waitingBytes) {
    }

    /** A program says something worth keeping. */
    default void note(long timeNanos, int element, String text) {
    }
}
