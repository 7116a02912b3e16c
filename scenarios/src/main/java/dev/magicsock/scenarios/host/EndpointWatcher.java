package dev.magicsock.scenarios.host;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.quicsim.process.QuicTap;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one endpoint. Called in the order of virtual time, which {@code now} is; it cannot influence the run.
 *
 * <p>Datagrams are those between MagicSocks, whatever is in them: QUIC, probes, test traffic. They are valid during the
 * call.
 */
public interface EndpointWatcher {

    /** Watches nothing. */
    EndpointWatcher NONE = new EndpointWatcher() { };

    /** The MagicSock tells something about itself. */
    default void observed(Observation observation, Instant now) {
    }

    /** Who looks into its real QUIC; asked for once, before anything happens. */
    default QuicTap quic() {
        return QuicTap.NONE;
    }

    /**
     * QUIC hands a datagram to the MagicSock, which sends it at once unless it has no path yet.
     *
     * @param remote  whose the address is, as far as the endpoint knows
     * @param address stands for the remote
     */
    default void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
    }

    /** The MagicSock hands QUIC the datagram that was received last. */
    default void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
    }

    /** The MagicSock hands a datagram to a socket or to a relay connection. */
    default void sent(Via via, ByteBuffer datagram, Instant now) {
    }

    /** A datagram reaches the MagicSock. */
    default void received(Via via, ByteBuffer datagram, Instant now) {
    }
}
