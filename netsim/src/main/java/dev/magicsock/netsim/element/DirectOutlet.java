package dev.magicsock.netsim.element;

import dev.magicsock.netsim.packet.Packet;

/** Hands packets to the next element at once, within the same box: no link, no delay, no loss. */
public final class DirectOutlet implements Outlet {

    private final Element next;
    private final int port;

    /** @param port by which port of the next element packets come in */
    public DirectOutlet(Element next, int port) {
        this.next = next;
        this.port = port;
    }

    @Override
    public void send(Packet packet, long nowNanos) {
        next.receive(packet, port, nowNanos);
    }
}
