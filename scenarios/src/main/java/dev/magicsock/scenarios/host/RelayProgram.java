package dev.magicsock.scenarios.host;

import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.Stream;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relaystub.fault.Fate;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

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

    /** How long an announced restart tells clients to try; far longer than one should take. */
    private static final Duration TRY_FOR = Duration.ofMinutes(1);

    private final HttpServices services;
    private final DropListener drops;
    private final ArrayDeque<Outage> outages;
    private final Map<Stream, ServedConnection> byStream = new LinkedHashMap<>();
    private final Map<ConnectionId, ServedConnection> byId = new LinkedHashMap<>();
    private final ArrayDeque<ServedConnection> wrote = new ArrayDeque<>();
    private final RelayTroubles troubles;
    private RelayServerCore core;
    private Instant latest;
    private long connections;

    /**
     * A time during which the process does not run, by the host's monotonic clock.
     *
     * @param until     empty if it never comes back
     * @param announced whether clients are told before, and connections closed instead of reset
     */
    public record Outage(Instant from, Optional<Instant> until, boolean announced) {

        /** Whether it is still going on, or ends, at this instant. */
        public boolean lastsUntil(Instant at) {
            return until.filter(end -> end.isBefore(at)).isEmpty();
        }

        /** Both as one, if the later one begins before this one is over. */
        public Outage joinedWith(Outage later) {
            return until.isPresent() && later.until.filter(end -> end.isBefore(until.get())).isEmpty()
                    ? new Outage(from, later.until, announced) : this;
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
     * @param acts    what else is done to it, in order of time
     * @param random  decides which datagrams a fault takes
     * @param drops   hears of dropped datagrams
     */
    public RelayProgram(String version, List<Outage> outages, List<RelayAct.Timed> acts, RandomGenerator random,
                        DropListener drops) {
        this.services = new HttpServices(version);
        this.outages = new ArrayDeque<>(outages);
        this.troubles = new RelayTroubles(acts, random);
        this.drops = drops;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        latest = now;
        switchProcess(host, now);
        troubles.advance(Optional.ofNullable(core), now);
        if (core != null) {
            dispatch(event, now);
            creditWritten(now);
        }
    }

    /** Lets the process be as it is to be now. One whose outage went by between two events ends and comes back. */
    private void switchProcess(Host host, Instant now) {
        for (Outage outage = outages.peek(); outage != null && !outage.from.isAfter(now); outage = outages.peek()) {
            stop(host, outage, now);
            if (outage.until.filter(until -> !until.isAfter(now)).isEmpty()) {
                return;
            }
            outages.remove();
        }
        if (core == null) {
            start(host);
        }
    }

    private void stop(Host host, Outage outage, Instant now) {
        if (core == null) {
            return;
        }
        if (outage.announced) {
            core.announceRestart(new RelayFrame.Restarting(
                    outage.until.map(until -> Duration.between(now, until)).orElse(TRY_FOR), TRY_FOR), now);
        }
        core = null;
        troubles.forgetDelayed();
        host.unlisten(PORT);
        byStream.keySet().forEach(outage.announced ? Stream::close : Stream::reset);
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
        core = new RelayServerCore(RelayServerConfig.STANDARD, troubles.faults().over(AccessControl.everyone()),
                new Output(), host.random());
        host.listen(PORT);
    }

    private void accept(Stream stream) {
        ServedConnection connection = new ServedConnection(new ConnectionId(++connections), stream);
        byStream.put(stream, connection);
        if (troubles.faults().ofConnection(stream.remote().toInetSocketAddress()) instanceof Fate.Drop) {
            connection.ignore();
        }
    }

    private void receive(Stream stream, ByteBuffer bytes, Instant now) {
        ServedConnection connection = byStream.get(stream);
        if (connection == null || connection.isIgnored()) {
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
            receive(connection, message.get().array());
            message = connection.frames().nextMessage();
        }
        core.bytesRead(connection.id(), bytesRead, now);
        if (connection.frames().isBroken()) {
            closed(connection.stream(), now);
            connection.stream().reset();
        }
    }

    private void receive(ServedConnection connection, byte[] message) {
        Fate fate = troubles.faults().fromClient(connection.id(), core.endpointOf(connection.id()), message);
        Runnable pass = () -> core.messageReceived(connection.id(), message, latest);
        switch (connection.fromClient().admit(fate, pass, latest)) {
            case PASS -> pass.run();
            case LATER -> troubles.delayed(connection);
            case LOST -> drops.dropped(message, RelayServerDrop.FAULT);
            case CLOSE -> throw new IllegalStateException("no fault of a script closes at a message");
        }
    }

    /** What is delayed or lost counts as written: the fault is in the network, not in the relay. */
    private void send(ServedConnection connection, byte[] message) {
        Fate fate = troubles.faults().toClient(connection.id(), core.endpointOf(connection.id()), message);
        ByteBuffer frame = WebSocketFrames.plainFrame(ByteBuffer.wrap(message));
        switch (connection.toClient().admit(fate, () -> writeLate(connection, frame), latest)) {
            case PASS -> connection.write(frame, message.length);
            case LATER -> {
                troubles.delayed(connection);
                connection.credit(message.length);
            }
            case LOST -> {
                drops.dropped(message, RelayServerDrop.FAULT);
                connection.credit(message.length);
            }
            case CLOSE -> throw new IllegalStateException("no fault of a script closes at a message");
        }
        wrote.add(connection);
    }

    private void writeLate(ServedConnection connection, ByteBuffer frame) {
        if (byId.containsKey(connection.id())) {
            connection.write(frame, 0);
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
        return java.util.stream.Stream.of(change, own, troubles.nextDeadline()).flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private final class Output implements RelayServerOutput {
        @Override
        public void send(ConnectionId id, byte[] message) {
            ServedConnection connection = byId.get(id);
            if (connection != null) {
                RelayProgram.this.send(connection, message);
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
