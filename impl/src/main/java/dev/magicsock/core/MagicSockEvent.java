package dev.magicsock.core;

import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can happen to a {@link MagicSockCore}.
 *
 * <p>Buffers belong to the caller: the core reads their remaining bytes while it handles the event, moves no position
 * and keeps nothing of them.
 */
public sealed interface MagicSockEvent {

    /**
     * The sockets and interface addresses as they are now; the first one starts everything. A socket id that is missing
     * is gone together with its paths.
     *
     * @param sockets    in order of preference
     * @param interfaces the addresses of all interfaces that are up
     */
    record LocalAddressesChanged(List<LocalSocket> sockets, List<LocalInterfaceAddress> interfaces)
            implements MagicSockEvent {
        public LocalAddressesChanged {
            sockets = List.copyOf(sockets);
            interfaces = List.copyOf(interfaces);
        }
    }

    /** A socket asked for by {@link MagicSockCommand.OpenSocket} is bound. */
    record SocketOpened(LocalSocket socket) implements MagicSockEvent {
    }

    /**
     * A gateway that was asked for a port mapping lets packets for the first socket in at another address than before.
     *
     * @param external empty if there is no mapping any more
     */
    record PortMappingChanged(Optional<InetSocketAddress> external) implements MagicSockEvent {
    }

    /** A UDP datagram arrived on one of our sockets. */
    record DatagramReceived(SocketId socket, InetSocketAddress source, ByteBuffer payload) implements MagicSockEvent {
    }

    /**
     * The application sends a datagram.
     *
     * @param destination the mapped address of a remote, see {@link MagicSockCore#mappedAddress}
     * @param payload     the datagram
     * @param flow        which of the application's flows it belongs to; any number. A selector may put different flows
     *                    on different paths, never parts of one flow.
     */
    record DatagramSubmitted(InetSocketAddress destination, ByteBuffer payload, int flow) implements MagicSockEvent {
    }

    /** The user or discovery names a remote and where it may be reached. Repeating it adds addresses. */
    record RemoteAdded(EndpointAddr remote) implements MagicSockEvent {
    }

    /** The user has no more business with a remote: its paths and addresses are forgotten. */
    record RemoteRemoved(EndpointId remote) implements MagicSockEvent {
    }

    /**
     * A transport asked for by {@link MagicSockCommand.DialRelay} is connected; the relay's handshake begins.
     *
     * @param subprotocol the relay protocol version that the relay has chosen, as its WebSocket subprotocol
     */
    record RelayTransportConnected(RelayTransport transport, String subprotocol) implements MagicSockEvent {
    }

    /**
     * One whole binary message arrived from a relay.
     *
     * @param message only read, and not kept
     */
    record RelayMessageReceived(RelayTransport transport, byte[] message) implements MagicSockEvent {
    }

    /** A relay transport took messages off its queue onto the wire: {@code bytes} of credit are back. */
    record RelayBytesWritten(RelayTransport transport, int bytes) implements MagicSockEvent {
    }

    /** A dial failed, or a relay transport ended. */
    record RelayTransportLost(RelayTransport transport, String reason) implements MagicSockEvent {
    }

    /**
     * A relay was probed by other means than a connection to it. Relays that are measured so are not connected to only
     * to be measured.
     *
     * @param latency one round trip; empty if the relay did not answer
     */
    record RelayMeasured(RelayUrl relay, Optional<Duration> latency) implements MagicSockEvent {
    }

    /**
     * The wall clock was set. Only the age of punch packets depends on it.
     *
     * @param offset what is to be added to {@code now} to get the Unix time
     */
    record UnixTimeOffsetSet(Duration offset) implements MagicSockEvent {
    }

    /** The host slept: NATs may have forgotten us, and nothing that was true before can be trusted. */
    record Resumed(Duration slept) implements MagicSockEvent {
    }

    /** The instant named by {@link MagicSockCore#nextDeadline} has come. A late or repeated one is harmless. */
    record DeadlineReached() implements MagicSockEvent {
    }

    /** The end: everything is closed, later events are ignored. */
    record Closed() implements MagicSockEvent {
    }
}
