package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.IcmpError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** What can happen to a {@link Program}. */
public sealed interface HostEvent {

    /** The program was started; always the first event. */
    record Started() implements HostEvent {
    }

    /** The instant that {@link Program#nextDeadline} named has come. A late or repeated one is harmless. */
    record DeadlineReached() implements HostEvent {
    }

    /**
     * A datagram arrived.
     *
     * @param socket  the socket it arrived on
     * @param source  the sender as the packet shows it after all translation
     * @param payload read-only, valid while the event is handled
     */
    record DatagramReceived(UdpSocket socket, IpEndpoint source, ByteBuffer payload) implements HostEvent {
    }

    /** An ICMP error arrived for a datagram that this socket had sent. */
    record DatagramRejected(UdpSocket socket, IpEndpoint destination, IcmpError error) implements HostEvent {
    }

    /** A stream opened by {@link Host#connect} is connected. */
    record StreamConnected(Stream stream) implements HostEvent {
    }

    /** Somebody connected to a port that the program listens on. */
    record StreamAccepted(Stream stream, int localPort) implements HostEvent {
    }

    /**
     * Bytes arrived in order.
     *
     * @param bytes read-only, valid while the event is handled; unread bytes are not delivered again
     */
    record StreamData(Stream stream, ByteBuffer bytes) implements HostEvent {
    }

    /** A stream that had refused bytes takes some again. */
    record StreamWritable(Stream stream) implements HostEvent {
    }

    /**
     * The other side closed the stream, or it failed; the stream delivers nothing more. After
     * {@link CloseReason#END_OF_STREAM} this side may go on writing, and closes when it is done.
     */
    record StreamClosed(Stream stream, CloseReason reason) implements HostEvent {
    }

    /** An interface came, went or changed its address. */
    record AddressesChanged(List<IpAddress> addresses) implements HostEvent {
        public AddressesChanged {
            addresses = List.copyOf(addresses);
        }
    }

    /** The wall clock was set; {@link Host#wallClock} shows the new time. */
    record WallClockSet() implements HostEvent {
    }

    /** The host slept and woke up: its monotonic clock stood still meanwhile. */
    record Resumed(Duration slept) implements HostEvent {
    }

    /**
     * The answer to {@link Host#resolve}.
     *
     * @param addresses IPv4 first; empty if the name is unknown
     */
    record NameResolved(String name, List<IpAddress> addresses) implements HostEvent {
        public NameResolved {
            addresses = List.copyOf(addresses);
        }
    }

    /** Why a stream ended. */
    enum CloseReason {
        /** The other side closed it after its last byte. */
        END_OF_STREAM,
        /** Reset by the other side or by something on the way. */
        RESET,
        /** Nobody listens there. */
        REFUSED,
        /** No answer within the retransmission limit, which is minutes on a stream that was connected. */
        TIMED_OUT,
        /**
         * There is no way to send. A stream that was connected keeps trying, as a kernel's does when an address
         * vanishes, and ends so instead of {@link #TIMED_OUT}; programs that want another sooner open one.
         */
        UNREACHABLE
    }
}
