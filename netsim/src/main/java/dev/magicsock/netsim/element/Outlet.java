package dev.magicsock.netsim.element;

import dev.magicsock.netsim.packet.Packet;

/** A way out of an element: one direction of a link, or directly the next element. */
public interface Outlet {

    /** Takes over a packet and brings it to the other end, or drops it. */
    void send(Packet packet, long nowNanos);
}
