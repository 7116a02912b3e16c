package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;

/** What a translator does with one packet: gives it another endpoint, or refuses it for a reason. */
sealed interface Translation permits Translation.Translated, NatDrop {

    /**
     * The packet goes on.
     *
     * @param endpoint the new source of an outbound packet, or the new destination of an inbound one
     */
    record Translated(IpEndpoint endpoint) implements Translation {
    }
}
