package dev.magicsock.netsim.element;

import dev.magicsock.netsim.packet.Packet;

/** Hands packets to the next element at once, within the same box: no link, no delay, no loss. */
public final class DirectOutlet implements Outlet {

    private Element next;
    private int port;

    /** An outlet that leads nowhere yet; {@link #lead} it before the network runs. */
    public DirectOutlet() {
    }

    /** @param port by which port of the next element packets come in */
    public DirectOutlet(Element next, int port) {
        lead(next, port);
    }

    /** Says where packets go. */
    public void lead(Element to, int toPort) {
        next = to;
        port = toPort;
    }

    /** The element that packets go to, or null. */
    public Element next() {
        return next;
    }

    /** The port by which they come in there. */
    public int port() {
        return port;
    }

    @Override
    public void send(Packet packet, long nowNanos) {
        next.receive(packet, port, nowNanos);
    }
}
