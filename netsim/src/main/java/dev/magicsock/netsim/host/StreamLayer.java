package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.clock.Timer;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.stream.Segment;
import dev.magicsock.netsim.stream.StreamConnection;
import dev.magicsock.netsim.stream.StreamEnd;
import dev.magicsock.netsim.stream.StreamOutput;
import dev.magicsock.netsim.stream.StreamSettings;
import dev.magicsock.netsim.stream.StreamStack;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Streams of one host: puts the segments of its {@link StreamStack} into packets and tells programs what happened.
 *
 * <p>What a program does may close one of its streams at once, for instance when no route is left. It hears of that as
 * an event of its own, never inside the call.
 */
final class StreamLayer {

    private final SimulatedHost host;
    private final ElementContext context;
    private final Interfaces interfaces;
    private final StreamStack stack;
    private final Timer timer;
    private final Map<StreamConnection, SimulatedStream> streams = new LinkedHashMap<>();
    private final Map<Integer, ProgramSlot> listeners = new LinkedHashMap<>();
    private final ArrayDeque<StreamOutput> untold = new ArrayDeque<>();
    private boolean telling;

    StreamLayer(SimulatedHost host, ElementContext context, Interfaces interfaces) {
        this.host = host;
        this.context = context;
        this.interfaces = interfaces;
        this.stack = new StreamStack(StreamSettings.DEFAULT, context.random("streams"));
        this.timer = context.timer(this::ring);
    }

    // What programs do.

    /** As {@link Host#listen}. */
    void listen(ProgramSlot owner, int port) {
        stack.listen(port);
        listeners.put(port, owner);
    }

    /** As {@link Host#unlisten}. */
    void unlisten(int port) {
        stack.unlisten(port);
        listeners.remove(port);
    }

    /** As {@link Host#connect}. */
    Stream connect(ProgramSlot owner, IpEndpoint remote) {
        long now = host.now();
        StreamConnection connection = stack.connect(sourceFor(remote.address()), remote, monotonic(now));
        SimulatedStream stream = new SimulatedStream(this, owner, connection);
        streams.put(connection, stream);
        settle(now);
        return stream;
    }

    /** The unspecified address if there is none: the first segment then has nowhere to go, and the program hears so. */
    private IpAddress sourceFor(IpAddress remote) {
        if (interfaces.isOwn(remote)) {
            return remote;
        }
        NetworkInterface via = interfaces.preferred(remote.isV4());
        if (via == null) {
            return remote.isV4() ? IpAddress.v4(0) : IpAddress.v6(0, 0);
        }
        return via.primary(remote.isV4());
    }

    int write(StreamConnection connection, ByteBuffer bytes) {
        long now = host.now();
        int taken = stack.write(connection, bytes, monotonic(now));
        settle(now);
        return taken;
    }

    void close(StreamConnection connection) {
        long now = host.now();
        stack.close(connection, monotonic(now));
        settle(now);
    }

    void reset(StreamConnection connection) {
        stack.reset(connection);
        settle(host.now());
    }

    // What the host does.

    /** All connections and listening ports end without a word. */
    void closeAll() {
        stack.forgetAll();
        streams.clear();
        listeners.clear();
        untold.clear();
        timer.stop();
    }

    /** Timers stand still while the host sleeps. */
    void pause() {
        timer.stop();
    }

    void resume(long now) {
        arm(now);
    }

    void deliver(Packet packet, long now) {
        Segment segment = (Segment) packet.segment();
        Optional<DropReason> refusal =
                stack.handle(packet.source(), packet.destination(), segment, monotonic(now)).dropReason();
        if (refusal.isPresent()) {
            context.drop(packet, refusal.get(), now);
        } else {
            context.delivered(packet, now);
            context.release(packet);
        }
        settleAndTell(now);
    }

    /** An ICMP error about a segment of this host. */
    void deliverError(Packet packet, long now) {
        IpEndpoint local = packet.quotedSource();
        IpEndpoint remote = packet.quotedDestination();
        boolean known = switch (packet.icmpError()) {
            case IcmpError.PacketTooBig tooBig ->
                    stack.handlePacketTooBig(local, remote, tooBig.mtuBytes(), monotonic(now));
            case IcmpError.PortUnreachable _, IcmpError.HostUnreachable _, IcmpError.AdministrativelyProhibited _,
                    IcmpError.HopLimitExceeded _ -> stack.handleUnreachable(local, remote);
        };
        if (known) {
            context.delivered(packet, now);
            context.release(packet);
        } else {
            context.drop(packet, DropReason.ICMP_UNMATCHED, now);
        }
        settleAndTell(now);
    }

    private void ring(long now) {
        stack.handleTimeout(monotonic(now));
        settleAndTell(now);
    }

    /** Sends what is to be sent and tells programs the rest. Never called by a program. */
    private void settleAndTell(long now) {
        telling = true;
        settle(now);
        for (StreamOutput output = untold.poll(); output != null; output = untold.poll()) {
            tell(output, now);
        }
        telling = false;
        arm(now);
    }

    /** Sends what is to be sent and keeps the rest, to be told soon. */
    private void settle(long now) {
        for (StreamOutput output = stack.poll(); output != null; output = stack.poll()) {
            if (output instanceof StreamOutput.Transmit transmit) {
                transmit(transmit, now);
            } else {
                untold.add(output);
            }
        }
        if (!telling) {
            arm(now);
        }
    }

    private void transmit(StreamOutput.Transmit transmit, long now) {
        boolean canLeave = interfaces.isOwn(transmit.destination().address())
                || interfaces.carrying(transmit.source().address()) != null;
        Packet packet = context.newPacket();
        packet.fillStream(transmit.source(), transmit.destination(), transmit.segment());
        host.transmit(packet, now);
        if (!canLeave) {
            stack.handleUnreachable(transmit.source(), transmit.destination());
        }
    }

    private void arm(long now) {
        if (!untold.isEmpty()) {
            timer.setAt(now);
        } else if (stack.nextDeadline() == StreamStack.NEVER) {
            timer.stop();
        } else {
            timer.setAt(Math.max(now, stack.nextDeadline() + now - monotonic(now)));
        }
    }

    private void tell(StreamOutput output, long now) {
        switch (output) {
            case StreamOutput.Transmit transmit -> transmit(transmit, now);
            case StreamOutput.Connected connected ->
                    tell(connected.connection(), HostEvent.StreamConnected::new, now);
            case StreamOutput.Accepted accepted -> accept(accepted.connection(), now);
            case StreamOutput.Received received -> tell(received.connection(),
                    stream -> new HostEvent.StreamData(stream, received.bytes()), now);
            case StreamOutput.Writable writable -> tell(writable.connection(), HostEvent.StreamWritable::new, now);
            case StreamOutput.Closed closed -> tell(closed.connection(),
                    stream -> new HostEvent.StreamClosed(stream, reason(closed.end())), now);
            case StreamOutput.Released released -> streams.remove(released.connection());
        }
    }

    private void tell(StreamConnection connection, EventOfStream event, long now) {
        SimulatedStream stream = streams.get(connection);
        if (!connection.isAbandoned()) {
            stream.owner().dispatch(event.of(stream), now);
        }
    }

    private void accept(StreamConnection connection, long now) {
        int port = connection.local().port();
        ProgramSlot owner = listeners.get(port);
        if (owner == null) {
            // The program stopped listening while the handshake was under way.
            reset(connection);
            return;
        }
        SimulatedStream stream = new SimulatedStream(this, owner, connection);
        streams.put(connection, stream);
        owner.dispatch(new HostEvent.StreamAccepted(stream, port), now);
    }

    private static HostEvent.CloseReason reason(StreamEnd end) {
        return switch (end) {
            case END_OF_STREAM -> HostEvent.CloseReason.END_OF_STREAM;
            case RESET -> HostEvent.CloseReason.RESET;
            case REFUSED -> HostEvent.CloseReason.REFUSED;
            case TIMED_OUT -> HostEvent.CloseReason.TIMED_OUT;
            case UNREACHABLE -> HostEvent.CloseReason.UNREACHABLE;
        };
    }

    private long monotonic(long now) {
        return host.clocks().monotonicNanos(now);
    }

    @FunctionalInterface
    private interface EventOfStream {
        HostEvent of(Stream stream);
    }
}
