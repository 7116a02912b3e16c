package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a {@link MagicSockCore} wants its shell to do.
 *
 * <p>Buffers are valid until {@link CommandSink#accept} returns and must be copied to be kept. Their position must not
 * be moved, since one datagram may be sent twice.
 */
public sealed interface MagicSockCommand {

    /** Send one UDP datagram. Failures need no answer; a lost datagram is noticed by its absence. */
    record SendDatagram(SocketId socket, InetSocketAddress destination, ByteBuffer payload)
            implements MagicSockCommand {
    }

    /**
     * Send one UDP datagram that reaches no more than so many routers. Asked for only by a strategy that
     * {@link dev.magicsock.punch.PunchStrategy#limitsHops}.
     *
     * @param hopLimit 1 to 255
     */
    record SendLimitedDatagram(SocketId socket, InetSocketAddress destination, ByteBuffer payload, int hopLimit)
            implements MagicSockCommand {
    }

    /**
     * Hand a datagram to the application.
     *
     * @param source   the mapped address that the application knows the sender by
     * @param endpoint the sender, if the path it came by is known to be its own; empty for a stranger
     */
    record DeliverDatagram(InetSocketAddress source, Optional<EndpointId> endpoint, ByteBuffer payload)
            implements MagicSockCommand {
    }

    /** Connect to a relay; {@link MagicSockEvent.RelayTransportConnected} or a loss must follow. */
    record DialRelay(RelayTransport transport) implements MagicSockCommand {
    }

    /**
     * Send one whole binary message to a relay, in order; {@link MagicSockEvent.RelayBytesWritten} must tell when it
     * has left, since only so much is handed over in advance.
     *
     * @param message belongs to the receiver from now on
     */
    record SendRelayMessage(RelayTransport transport, byte[] message) implements MagicSockCommand {
    }

    /** Close a relay transport; no event needs to follow, and none about it is heard any more. */
    record CloseRelay(RelayTransport transport) implements MagicSockCommand {
    }

    /**
     * Bind one more UDP socket, at a port that the system chooses and for the addresses that the first socket carries;
     * {@link MagicSockEvent.SocketOpened} must follow if that succeeds, and nothing if it does not.
     *
     * @param socket what it shall be called: a number below 0, which no shell uses by itself
     */
    record OpenSocket(SocketId socket) implements MagicSockCommand {
    }

    /** Close a socket that {@link OpenSocket} asked for, whether or not it was opened; no event needs to follow. */
    record CloseSocket(SocketId socket) implements MagicSockCommand {
    }

    /** Something worth knowing happened. Only given to a sink that {@link CommandSink#wantsObservations}. */
    record Report(Observation observation) implements MagicSockCommand {
    }
}
