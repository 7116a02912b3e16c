package dev.magicsock.netsim.element;

import dev.magicsock.netsim.packet.Packet;

/** Anything that packets pass through or end at. */
public interface Element {

    /**
     * Takes over a packet: forwards, translates, keeps or drops it, and must do exactly one of these.
     *
     * <p>May be called while the element is passing on another packet, if two elements are connected without a link.
     *
     * @param port     which of the element's ports it came in by; the numbers are the element's own
     * @param nowNanos the current virtual time
     */
    void receive(Packet packet, int port, long nowNanos);
}
