package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.Stream;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relaystub.http.HttpAnswer;
import dev.magicsock.relaystub.http.HttpServices;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.http.RequestHeadParser;
import dev.magicsock.relaystub.http.RequestHeadResult;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.CloseReason;
import dev.magicsock.relaystub.server.ConnectionId;
import dev.magicsock.relaystub.server.RelayServerConfig;
import dev.magicsock.relaystub.server.RelayServerCore;
import dev.magicsock.relaystub.server.RelayServerDrop;
import dev.magicsock.relaystub.server.RelayServerOutput;
import dev.magicsock.time.Deadline;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A relay on a simulated host: HTTP and WebSocket on one port in front of a relay core.
 *
 * <p>Its process may end and come back at instants known before: connections are reset, nobody listens meanwhile, and
 * the new process knows nothing of the old one's clients. How many connections there can be is bounded by the host's
 * streams.
 */
public final class RelayProgram implements Program {

    /** Plain HTTP; simulated relays speak no TLS. */
    public static final int PORT = 80;

    private final HttpServices services;
    private final DropListener drops;
    private final ArrayDeque<Outage> outages;
    private final Map<Stream, ServedConnection> byStream = new LinkedHashMap<>();
    private final Map<ConnectionId, ServedConnection> byId = new LinkedHashMap<>();
    private final ArrayDeque<ServedConnection> wrote = new ArrayDeque<>();
    private RelayServerCore core;
    private long connections;

    /**
     * A time during which the process does not run, by the host's monotonic clock.
     *
     * @param until empty if it never comes back
     */
    public record Outage(Instant from, Optional<Instant> until) {

        /** Whether it is still going on, or ends, at this instant. */
        public boolean lastsUntil(Instant at) {
            return until.filter(end -> end.isBefore(at)).isEmpty();
        }

        /** Both as one, if the later one begins before this one is over. */
        public Outage joinedWith(Outage later) {
            return until.isPresent() && later.until.filter(end -> end.isBefore(until.get())).isEmpty()
                    ? new Outage(from, later.until) : this;
        }
    }

    /** Hears of datagrams that the relay drops. */
    @FunctionalInterface
    public interface DropListener {
        /** @param frame the frame that carried the datagram, to be read during the call only */
        void dropped(byte[] frame, RelayServerDrop reason);
    }

    /**
     * @param version what {@code /healthz} says
     * @param outages in order of time, not overlapping
     * @param drops   hears of dropped datagrams
     */
    public RelayProgram(String version, List<Outage> outages, DropListener drops) {
        this.services = new HttpServices(version);
        this.outages = new ArrayDeque<>(outages);
        this.drops = drops;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        switchProcess(host, now);
        if (core != null) {
            dispatch(event, now);
            creditWritten(now);
        }
    }

    /** Lets the process be as it is to be now. One whose outage went by between two events ends and comes back. */
    private void switchProcess(Host host, Instant now) {
        for (Outage outage = outages.peek(); outage != null && !outage.from.isAfter(now); outage = outages.peek()) {
            stop(host);
            if (outage.until.filter(until -> !until.isAfter(now)).isEmpty()) {
                return;
            }
            outages.remove();
        }
        if (core == null) {
            start(host);
        }
    }

    private void stop(Host host) {
        if (core == null) {
            return;
        }
        core = null;
        host.unlisten(PORT);
        byStream.keySet().forEach(Stream::reset);
        byStream.clear();
        byId.clear();
        wrote.clear();
    }

    private void dispatch(HostEvent event, Instant now) {
        switch (event) {
            case HostEvent.StreamAccepted(Stream stream, int _) -> accept(stream);
            case HostEvent.StreamData(Stream stream, ByteBuffer bytes) -> receive(stream, bytes, now);
            case HostEvent.StreamWritable(Stream stream) -> writable(stream, now);
            case HostEvent.StreamClosed(Stream stream, var _) -> closed(stream, now);
            case HostEvent.DeadlineReached() -> core.deadlineReached(now);
            case HostEvent.Started _, HostEvent.StreamConnected _, HostEvent.DatagramReceived _,
                    HostEvent.DatagramRejected _,
                    HostEvent.AddressesChanged _, HostEvent.WallClockSet _, HostEvent.Resumed _,
                    HostEvent.NameResolved _ -> {
                // A relay only answers those who come.
            }
        }
    }

    private void start(Host host) {
        core = new RelayServerCore(RelayServerConfig.STANDARD, AccessControl.everyone(), new Output(), host.random());
        host.listen(PORT);
    }

    private void accept(Stream stream) {
        byStream.put(stream, new ServedConnection(new ConnectionId(++connections), stream));
    }

    private void receive(Stream stream, ByteBuffer bytes, Instant now) {
        ServedConnection connection = byStream.get(stream);
        if (connection == null) {
            return;
        }
        int read = bytes.remaining();
        if (connection.isUpgraded()) {
            connection.frames().feed(bytes);
        } else {
            connection.collect(bytes);
            upgrade(connection, now);
        }
        if (connection.isUpgraded()) {
            deliver(connection, read, now);
        }
    }

    private void upgrade(ServedConnection connection, Instant now) {
        switch (RequestHeadParser.parse(connection.collected(), connection.collectedBytes())) {
            case RequestHeadResult.Incomplete() -> {
                // The rest is on its way.
            }
            case RequestHeadResult.Malformed(String _) -> end(connection);
            case RequestHeadResult.Complete(RequestHead head, int headBytes) -> {
                HttpAnswer answer = services.answer(head);
                connection.write(ByteBuffer.wrap(answer.response().encode()), 0);
                // Bytes behind an upgrade request, before its answer, break the protocol.
                boolean goesOn = answer instanceof HttpAnswer.SwitchToRelay && headBytes == connection.collectedBytes();
                if (goesOn && answer instanceof HttpAnswer.SwitchToRelay upgrade) {
                    connection.upgraded();
                    byId.put(connection.id(), connection);
                    core.connectionOpened(connection.id(), upgrade.version(), head, KeyingMaterialExporter.NONE, now);
                } else {
                    end(connection);
                }
            }
        }
    }

    private void deliver(ServedConnection connection, int bytesRead, Instant now) {
        Optional<ByteBuffer> message = connection.frames().nextMessage();
        while (message.isPresent() && byId.containsKey(connection.id())) {
            core.messageReceived(connection.id(), message.get().array(), now);
            message = connection.frames().nextMessage();
        }
        core.bytesRead(connection.id(), bytesRead, now);
        if (connection.frames().isBroken()) {
            closed(connection.stream(), now);
            connection.stream().reset();
        }
    }

    private void writable(Stream stream, Instant now) {
        ServedConnection connection = byStream.get(stream);
        if (connection != null) {
            connection.flush();
            wrote.add(connection);
        }
    }

    /** Tells the core what was written since it last heard, which it must not hear while it hands over messages. */
    private void creditWritten(Instant now) {
        for (ServedConnection connection = wrote.poll(); connection != null; connection = wrote.poll()) {
            int written = connection.takeWritten();
            if (written > 0 && byId.containsKey(connection.id())) {
                core.bytesWritten(connection.id(), written, now);
            }
        }
    }

    private void closed(Stream stream, Instant now) {
        ServedConnection connection = byStream.remove(stream);
        if (connection != null && byId.remove(connection.id()) != null) {
            core.connectionClosed(connection.id(), now);
        }
        stream.close();
    }

    private void end(ServedConnection connection) {
        byStream.remove(connection.stream());
        byId.remove(connection.id());
        connection.stream().close();
    }

    @Override
    public Optional<Instant> nextDeadline() {
        Optional<Instant> change = Optional.ofNullable(outages.peek())
                .flatMap(outage -> core == null ? outage.until() : Optional.of(outage.from()));
        Optional<Instant> own = core == null ? Optional.empty() : core.nextDeadline().map(Deadline::at);
        return change.isEmpty() || own.isPresent() && own.get().isBefore(change.get()) ? own : change;
    }

    private final class Output implements RelayServerOutput {
        @Override
        public void send(ConnectionId id, byte[] message) {
            ServedConnection connection = byId.get(id);
            if (connection != null) {
                connection.write(WebSocketFrames.plainFrame(ByteBuffer.wrap(message)), message.length);
                wrote.add(connection);
            }
        }

        @Override
        public void close(ConnectionId id, CloseReason reason, String detail) {
            ServedConnection connection = byId.get(id);
            if (connection != null) {
                end(connection);
            }
        }

        @Override
        public void pauseReading(ConnectionId id) {
            // Only a rate limit asks for this, and simulated relays have none.
        }

        @Override
        public void resumeReading(ConnectionId id) {
            // See pauseReading.
        }

        @Override
        public void datagramDropped(ConnectionId id, byte[] frame, RelayServerDrop reason) {
            drops.dropped(frame, reason);
        }
    }
}
