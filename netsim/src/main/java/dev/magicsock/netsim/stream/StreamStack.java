package dev.magicsock.netsim.stream;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * All connections and listening ports of one host.
 *
 * <p>Pure: every method takes {@code now}, nanoseconds of the host's monotonic clock, which stands still while the host
 * sleeps. After each call drain {@link #poll} and read {@link #nextDeadline} again; at that time call
 * {@link #handleTimeout}. Calls that programs make while they handle one output may come in between two polls.
 * Not thread-safe.
 *
 * <p>An address that vanishes from an interface closes nothing: as with a kernel's TCP, the connection retransmits
 * until it gives up, unless its program opens another. Report what cannot be sent with {@link #handleUnreachable}.
 */
public final class StreamStack {

    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Linux's default {@code ip_local_port_range}. */
    private static final int EPHEMERAL_PORT_MIN = 32_768;
    private static final int EPHEMERAL_PORT_MAX = 60_999;
    /** A connection that is not in the handshake of a listening port. */
    private static final int NOT_LISTENING = 0;

    private final StreamSettings settings;
    private final RandomGenerator random;
    private final ArrayDeque<StreamOutput> outputs = new ArrayDeque<>();
    /** In the order of opening, so that what has to go first does not depend on hashes. */
    private final Map<Key, Tracked> connections = new LinkedHashMap<>();
    private final Map<Integer, Integer> handshakesByListeningPort = new LinkedHashMap<>();
    private final NavigableSet<Tracked> byDeadline = new TreeSet<>(Comparator
            .comparingLong((Tracked tracked) -> tracked.deadline)
            .thenComparingLong(tracked -> tracked.serial));
    private long nextSerial;

    /** @param random for initial sequence numbers and ephemeral ports */
    public StreamStack(StreamSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** The next thing to do, or null if there is none. */
    public StreamOutput poll() {
        StreamOutput output = outputs.poll();
        while (output != null && isForAbandoned(output)) {
            output = outputs.poll();
        }
        return output;
    }

    /** When {@link #handleTimeout} is due, or {@link #NEVER}. */
    public long nextDeadline() {
        return byDeadline.isEmpty() ? NEVER : byDeadline.first().deadline;
    }

    /** Connections in all states. */
    public int connectionCount() {
        return connections.size();
    }

    // What programs do.

    /**
     * Accepts connections to a port, on all addresses of the host.
     *
     * @throws IllegalArgumentException if the port is out of range or listened on already
     */
    public void listen(int port) {
        if (port < 1 || port > IpEndpoint.MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not in 1.." + IpEndpoint.MAX_PORT);
        }
        if (handshakesByListeningPort.putIfAbsent(port, 0) != null) {
            throw new IllegalArgumentException("port " + port + " is listened on already");
        }
    }

    /** Stops accepting; connections that are established stay, and so do handshakes that have begun. */
    public void unlisten(int port) {
        handshakesByListeningPort.remove(port);
    }

    /**
     * Opens a connection. {@link StreamOutput.Connected} or {@link StreamOutput.Closed} follows; a host that has as
     * many connections as it can have answers {@link StreamEnd#UNREACHABLE}.
     */
    public StreamConnection connect(IpAddress localAddress, IpEndpoint remote, long now) {
        IpEndpoint local = pickLocal(localAddress, remote);
        StreamConnection connection = StreamConnection.open(local, remote, random.nextInt(), settings, outputs);
        if (makeRoom()) {
            connection.start(now);
            track(connection, NOT_LISTENING);
        } else {
            connection.handleUnreachable();
            outputs.add(new StreamOutput.Released(connection));
        }
        return connection;
    }

    /** As {@link StreamConnection#write}. */
    public int write(StreamConnection connection, ByteBuffer bytes, long now) {
        int taken = connection.write(bytes, now);
        update(connection);
        return taken;
    }

    /** Ends this side's direction after what was written; does nothing the second time. */
    public void close(StreamConnection connection, long now) {
        connection.close(now);
        update(connection);
    }

    /** Ends both directions at once, without further outputs to the program. */
    public void reset(StreamConnection connection) {
        connection.reset();
        update(connection);
    }

    /** Forgets all connections and listening ports at once and tells nobody, as a host without power does. */
    public void forgetAll() {
        connections.values().forEach(tracked -> tracked.connection.abandon());
        connections.clear();
        byDeadline.clear();
        handshakesByListeningPort.clear();
        outputs.clear();
    }

    // What the network does.

    /** Handles a segment that arrived at one of the host's addresses. */
    public SegmentOutcome handle(IpEndpoint source, IpEndpoint destination, Segment segment, long now) {
        Key key = new Key(destination, source);
        Tracked tracked = connections.get(key);
        if (tracked != null && tracked.connection.givesWayTo(segment)) {
            forget(tracked);
            tracked = null;
        }
        if (tracked == null) {
            return handleWithoutConnection(source, destination, segment, now);
        }
        SegmentOutcome outcome = tracked.connection.handle(segment, now);
        update(tracked.connection);
        return outcome;
    }

    /**
     * A packet of a connection was too large for a link on the way.
     *
     * @param mtuBytes the largest IP packet that fits
     * @return whether there is such a connection
     */
    public boolean handlePacketTooBig(IpEndpoint local, IpEndpoint remote, int mtuBytes, long now) {
        Optional<StreamConnection> connection = find(local, remote);
        connection.ifPresent(found -> {
            found.handlePacketTooBig(mtuBytes, now);
            update(found);
        });
        return connection.isPresent();
    }

    /**
     * A packet of a connection could not be sent by this host, or an ICMP error says that it did not arrive.
     *
     * @return whether there is such a connection
     */
    public boolean handleUnreachable(IpEndpoint local, IpEndpoint remote) {
        Optional<StreamConnection> connection = find(local, remote);
        connection.ifPresent(found -> {
            found.handleUnreachable();
            update(found);
        });
        return connection.isPresent();
    }

    /** Fires what is due, in the order of the deadlines and, among equal ones, of opening. */
    public void handleTimeout(long now) {
        while (nextDeadline() <= now) {
            StreamConnection connection = byDeadline.first().connection;
            connection.handleTimeout(now);
            update(connection);
        }
    }

    private SegmentOutcome handleWithoutConnection(
            IpEndpoint source, IpEndpoint destination, Segment segment, long now) {
        if (segment.rst()) {
            return SegmentOutcome.NO_CONNECTION;
        }
        int port = destination.port();
        boolean opens = segment.syn() && !segment.ack() && handshakesByListeningPort.containsKey(port);
        if (!opens) {
            outputs.add(new StreamOutput.Transmit(destination, source, Segment.resetInAnswerTo(segment)));
            return SegmentOutcome.NO_CONNECTION;
        }
        if (handshakesByListeningPort.get(port) >= settings.backlogMax()) {
            return SegmentOutcome.BACKLOG_FULL;
        }
        if (!makeRoom()) {
            return SegmentOutcome.CONNECTIONS_FULL;
        }
        StreamConnection connection =
                StreamConnection.accept(destination, source, segment, random.nextInt(), settings, outputs);
        connection.start(now);
        track(connection, port);
        handshakesByListeningPort.merge(port, 1, Integer::sum);
        return SegmentOutcome.ACCEPTED;
    }

    /** Makes sure that one more connection fits; the oldest one that only waits for stragglers has to go for it. */
    private boolean makeRoom() {
        if (connections.size() < settings.connectionsMax()) {
            return true;
        }
        Optional<Tracked> waiting = connections.values().stream()
                .filter(tracked -> tracked.connection.state() == StreamState.TIME_WAIT)
                .findFirst();
        waiting.ifPresent(this::forget);
        return waiting.isPresent();
    }

    /** An unused port from a random one on. There are more ephemeral ports than connections, or they share remotes. */
    private IpEndpoint pickLocal(IpAddress address, IpEndpoint remote) {
        int count = EPHEMERAL_PORT_MAX - EPHEMERAL_PORT_MIN + 1;
        int first = random.nextInt(count);
        IpEndpoint local = IpEndpoint.of(address, EPHEMERAL_PORT_MIN + first);
        for (int step = 1; step < count && connections.containsKey(new Key(local, remote)); step++) {
            local = IpEndpoint.of(address, EPHEMERAL_PORT_MIN + (first + step) % count);
        }
        return local;
    }

    private Optional<StreamConnection> find(IpEndpoint local, IpEndpoint remote) {
        return Optional.ofNullable(connections.get(new Key(local, remote))).map(tracked -> tracked.connection);
    }

    private void track(StreamConnection connection, int listeningPort) {
        Tracked tracked = new Tracked(connection, nextSerial++, listeningPort);
        connections.put(Key.of(connection), tracked);
        update(connection);
    }

    /** Brings the tables in line with what a call did to a connection; one that was forgotten stays so. */
    private void update(StreamConnection connection) {
        Tracked tracked = connections.get(Key.of(connection));
        if (tracked == null || tracked.connection != connection) {
            return;
        }
        if (connection.state() != StreamState.SYN_RECEIVED) {
            endHandshake(tracked);
        }
        if (connection.state() == StreamState.CLOSED) {
            forget(tracked);
        } else if (connection.nextDeadline() != tracked.deadline) {
            byDeadline.remove(tracked);
            tracked.deadline = connection.nextDeadline();
            byDeadline.add(tracked);
        }
    }

    private void forget(Tracked tracked) {
        byDeadline.remove(tracked);
        connections.remove(Key.of(tracked.connection));
        outputs.add(new StreamOutput.Released(tracked.connection));
    }

    private void endHandshake(Tracked tracked) {
        if (tracked.listeningPort != NOT_LISTENING) {
            handshakesByListeningPort.computeIfPresent(tracked.listeningPort, (port, count) -> Math.max(0, count - 1));
            tracked.listeningPort = NOT_LISTENING;
        }
    }

    private static boolean isForAbandoned(StreamOutput output) {
        return switch (output) {
            case StreamOutput.Transmit _, StreamOutput.Released _ -> false;
            case StreamOutput.Connected connected -> connected.connection().isAbandoned();
            case StreamOutput.Accepted accepted -> accepted.connection().isAbandoned();
            case StreamOutput.Received received -> received.connection().isAbandoned();
            case StreamOutput.Writable writable -> writable.connection().isAbandoned();
            case StreamOutput.Closed closed -> closed.connection().isAbandoned();
        };
    }

    private record Key(IpEndpoint local, IpEndpoint remote) {

        static Key of(StreamConnection connection) {
            return new Key(connection.local(), connection.remote());
        }
    }

    private static final class Tracked {
        private final StreamConnection connection;
        private final long serial;
        private int listeningPort;
        private long deadline = NEVER;

        Tracked(StreamConnection connection, long serial, int listeningPort) {
            this.connection = connection;
            this.serial = serial;
            this.listeningPort = listeningPort;
        }
    }
}
