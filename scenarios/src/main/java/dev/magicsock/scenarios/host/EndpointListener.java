package dev.magicsock.scenarios.host;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Hears what happens at one endpoint. Called in the order of virtual time; it must not call back. */
public interface EndpointListener {

    /** The MagicSock tells something about itself. */
    void observed(Observation observation, Instant now);

    /** The MagicSock handed a copy of an application datagram to a carrier. */
    void carried(TestDatagram datagram, Carrier carrier, int bytes);

    /** A copy of an application datagram reached the MagicSock. */
    void arrived(TestDatagram datagram, Carrier carrier, int bytes);

    /**
     * The MagicSock handed a datagram to the application.
     *
     * @param sender whom the MagicSock takes for the sender; empty for a stranger
     */
    void delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant now);

    /** Whether the four events below are wanted at all: they cost something for every datagram. */
    default boolean wantsDatagrams() {
        return false;
    }

    /** QUIC hands a datagram to the MagicSock; it is valid during the call. */
    default void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram) {
    }

    /** The MagicSock hands a datagram to QUIC; it is valid during the call. */
    default void deliveredToQuic(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram) {
    }

    /** The MagicSock hands a datagram, whatever is in it, to a carrier; the datagram is valid during the call. */
    default void sent(Via via, ByteBuffer datagram) {
    }

    /** A datagram, whatever is in it, reaches the MagicSock; it is valid during the call. */
    default void received(Via via, ByteBuffer datagram) {
    }

    /** The MagicSock handed something to the application that no application has sent. */
    void deliveredForeign(int bytes, Instant now);
}
