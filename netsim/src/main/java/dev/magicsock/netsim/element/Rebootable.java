package dev.magicsock.netsim.element;

import dev.magicsock.netsim.address.IpAddress;
import java.util.List;

/** An element that keeps state about flows and loses it when it starts again. */
public interface Rebootable {

    /**
     * Forgets everything that was learned from packets.
     *
     * @param outsideAddresses the addresses it has from now on, IPv4 first
     */
    void reboot(List<IpAddress> outsideAddresses, long nowNanos);
}
