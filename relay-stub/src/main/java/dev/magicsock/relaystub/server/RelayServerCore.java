package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.FrameRejection;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.FrameResult;
import dev.magicsock.relay.FrameType;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame;
import dev.magicsock.relay.HandshakeFrame.ClientAuth;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A relay: admits clients by their keys and passes datagrams between them (relay protocol sections 5 and 9 to 12).
 *
 * <p>Pure: no I/O, no clock, not thread-safe. Whoever accepts connections calls {@link #connectionOpened} after the
 * WebSocket upgrade, reports messages, written and read bytes and the end of connections as they happen, and calls
 * {@link #deadlineReached} when the instant of {@link #nextDeadline} has come; late and repeated calls are harmless.
 * Events of connections that the relay has closed are ignored. No message can cause an exception.
 */
public final class RelayServerCore {

    private static final String SIGNATURE_INVALID = "signature invalid";

    private final RelayServerConfig config;
    private final AccessControl accessControl;
    private final RelayServerOutput output;
    private final RandomGenerator random;
    private final RelayServerMetrics metrics = new RelayServerMetrics();
    private final QueueBudget queueBudget;
    private final ConnectionTimers timers = new ConnectionTimers();
    private final Map<ConnectionId, Connection> connections = new LinkedHashMap<>();
    private final Map<ConnectionId, Connection> unauthenticated = new LinkedHashMap<>();
    private final ClientRegistry clients;
    private final DatagramRouter router;
    private boolean stopped;
    private Instant latest = Instant.MIN;

    /**
     * A relay without connections.
     *
     * @param random for challenges, pings and table salts; outside a simulation a {@link java.security.SecureRandom}
     */
    public RelayServerCore(RelayServerConfig config, AccessControl accessControl, RelayServerOutput output,
                           RandomGenerator random) {
        this.config = Objects.requireNonNull(config);
        this.accessControl = Objects.requireNonNull(accessControl);
        this.output = Objects.requireNonNull(output);
        this.random = Objects.requireNonNull(random);
        this.queueBudget = new QueueBudget(config.totalQueueBytes());
        this.clients = new ClientRegistry(config, metrics, random.nextLong());
        this.router = new DatagramRouter(clients, metrics, output, random.nextLong());
    }

    /** The relay's counts, which go on changing. */
    public RelayServerMetrics metrics() {
        return metrics;
    }

    /** How many endpoints are connected. */
    public int clientCount() {
        return clients.size();
    }

    /** How many connections there are, unauthenticated ones and duplicates included. */
    public int connectionCount() {
        return connections.size();
    }

    /**
     * A connection was upgraded.
     *
     * @param version  as negotiated by the upgrade
     * @param request  the request that was upgraded
     * @param exporter the connection's TLS session, or {@link KeyingMaterialExporter#NONE}
     * @throws IllegalArgumentException if the connection is known already
     */
    public void connectionOpened(ConnectionId id, RelayProtocolVersion version, RequestHead request,
                                 KeyingMaterialExporter exporter, Instant now) {
        advance(now);
        if (connections.containsKey(id)) {
            throw new IllegalArgumentException("opened twice: " + id);
        }
        if (stopped || connections.size() >= config.maxConnections()) {
            output.close(id, stopped ? CloseReason.STOPPED : CloseReason.TOO_MANY_CONNECTIONS, "");
            return;
        }
        makeRoomForUnauthenticated(now);
        Connection connection = new Connection(id, version, request, config, queueBudget, output, random, timers,
                now);
        connections.put(id, connection);
        unauthenticated.put(id, connection);
        metrics.increment(RelayServerCounter.CONNECTIONS_OPENED);
        beginHandshake(connection, exporter, now);
    }

    /**
     * A whole binary message came.
     *
     * @param message is only read, and not kept
     */
    public void messageReceived(ConnectionId id, byte[] message, Instant now) {
        advance(now);
        Connection connection = connections.get(id);
        if (connection == null) {
            return;
        }
        if (connection.client() == null) {
            handleAuth(connection, message, now);
        } else {
            handleFrame(connection, message, now);
        }
    }

    /**
     * Bytes were read from a connection, all framing included; what counts for the rate limit. Call it after the
     * messages in them were reported.
     */
    public void bytesRead(ConnectionId id, int bytes, Instant now) {
        advance(now);
        Connection connection = connections.get(id);
        if (connection != null && connection.bytesRead(bytes, now)) {
            metrics.increment(RelayServerCounter.RATE_LIMITED);
        }
    }

    /**
     * The transport wrote bytes of messages that it was given, its own framing not counted.
     *
     * @throws IllegalArgumentException if it reports more than it was given
     */
    public void bytesWritten(ConnectionId id, int bytes, Instant now) {
        advance(now);
        Connection connection = connections.get(id);
        if (connection != null) {
            connection.bytesWritten(bytes, now);
        }
    }

    /** The other side closed a connection, or it failed. */
    public void connectionClosed(ConnectionId id, Instant now) {
        advance(now);
        Connection connection = connections.get(id);
        if (connection != null) {
            forget(connection, now);
        }
    }

    /** Whose connection this is; empty before the client is admitted and after the connection ended. */
    public Optional<EndpointId> endpointOf(ConnectionId id) {
        return Optional.ofNullable(connections.get(id)).map(Connection::client).map(Client::id);
    }

    /** Ends all connections of an endpoint, as an operator may want. */
    public void disconnect(EndpointId endpoint, Instant now) {
        disconnectIf(endpoint::equals, now);
    }

    /** Ends all connections of these endpoints, as an operator may want. */
    public void disconnectIf(Predicate<EndpointId> whom, Instant now) {
        advance(now);
        admitted(whom).forEach(connection -> close(connection, CloseReason.DISCONNECTED, "", now));
    }

    /** Tells these endpoints, on all of their connections, that something is wrong or well again. */
    public void warn(Predicate<EndpointId> whom, RelayWarning warning, Instant now) {
        advance(now);
        admitted(whom).forEach(connection -> tell(connection, warning.frame(connection.version()), now));
    }

    /** Tells everybody that the relay is about to restart; {@link #stop} is to follow. */
    public void announceRestart(RelayFrame.Restarting notice, Instant now) {
        advance(now);
        admitted(_ -> true).forEach(connection -> tell(connection, notice, now));
    }

    private List<Connection> admitted(Predicate<EndpointId> whom) {
        return connections.values().stream()
                .filter(connection -> connection.client() != null && whom.test(connection.client().id()))
                .toList();
    }

    private void tell(Connection connection, RelayFrame.FromRelay frame, Instant now) {
        if (!connection.sendControl(RelayFrameCodec.encode(frame), now)) {
            metrics.increment(RelayServerCounter.CONTROL_FRAMES_DROPPED);
        }
    }

    /** Ends one connection, as an operator may want. */
    public void disconnect(ConnectionId id, Instant now) {
        advance(now);
        Connection connection = connections.get(id);
        if (connection != null) {
            close(connection, CloseReason.DISCONNECTED, "", now);
        }
    }

    /** Ends a connection that has not proven its key, for a reason of whoever accepts connections. */
    public void giveUp(ConnectionId id, CloseReason reason, Instant now) {
        advance(now);
        Connection connection = unauthenticated.get(id);
        if (connection != null) {
            close(connection, reason, "", now);
        }
    }

    /** Ends all connections and refuses new ones from now on. */
    public void stop(Instant now) {
        advance(now);
        stopped = true;
        // Nobody is told that somebody else is gone when all are going.
        List<Connection> all = new ArrayList<>(connections.values());
        connections.clear();
        unauthenticated.clear();
        for (Connection connection : all) {
            end(connection);
            output.close(connection.id(), CloseReason.STOPPED, "");
        }
        clients.clear();
    }

    /** Does what is due, in the order of (time, connection). */
    public void deadlineReached(Instant now) {
        advance(now);
        for (Connection due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
            Optional<CloseReason> failure = due.wake(now);
            if (failure.isPresent()) {
                close(due, failure.get(), "", now);
            }
        }
    }

    /** When {@link #deadlineReached} may have something to do. */
    public Optional<Deadline> nextDeadline() {
        return timers.next();
    }

    private void advance(Instant now) {
        if (now.isBefore(latest)) {
            throw new IllegalArgumentException("time went back from " + latest + " to " + now);
        }
        latest = now;
    }

    /** The one that has waited longest goes: an honest client needs one round trip, so it is hardly ever hit. */
    private void makeRoomForUnauthenticated(Instant now) {
        if (unauthenticated.size() >= config.maxUnauthenticated()) {
            Connection oldest = unauthenticated.values().iterator().next();
            close(oldest, CloseReason.TOO_MANY_UNAUTHENTICATED, "", now);
        }
    }

    private void beginHandshake(Connection connection, KeyingMaterialExporter exporter, Instant now) {
        Optional<String> header = connection.request().header(KeyingMaterialAuth.HEADER);
        Optional<KeyingMaterialAuth> auth = header.flatMap(KeyingMaterialAuth::parse);
        if (header.isPresent() && auth.isEmpty()) {
            close(connection, CloseReason.PROTOCOL_ERROR, "malformed " + KeyingMaterialAuth.HEADER, now);
            return;
        }
        Optional<EndpointId> proven = auth
                .filter(claim -> exporter.export(claim.client()).filter(claim::isValidFor).isPresent())
                .map(KeyingMaterialAuth::client);
        if (proven.isPresent()) {
            authorize(connection, proven.get(), now);
        } else {
            challenge(connection, now);
        }
    }

    private void challenge(Connection connection, Instant now) {
        byte[] bytes = new byte[ServerChallenge.BYTES];
        random.nextBytes(bytes);
        ServerChallenge challenge = new ServerChallenge(bytes);
        connection.setChallenge(challenge);
        metrics.increment(RelayServerCounter.CHALLENGES_SENT);
        connection.sendControl(HandshakeCodec.encode(challenge), now);
    }

    private void handleAuth(Connection connection, byte[] message, Instant now) {
        switch (HandshakeCodec.parseFromClient(message)) {
            case FrameResult.Rejected<ClientAuth>(FrameRejection rejection) ->
                    close(connection, CloseReason.PROTOCOL_ERROR, rejection.toString(), now);
            case FrameResult.Parsed<ClientAuth>(ClientAuth auth) -> {
                if (isAnswered(connection, auth)) {
                    authorize(connection, auth.client(), now);
                } else {
                    deny(connection, SIGNATURE_INVALID, CloseReason.SIGNATURE_INVALID, now);
                }
            }
        }
    }

    private static boolean isAnswered(Connection connection, ClientAuth auth) {
        return connection.challenge().filter(challenge -> ChallengeSignature.isValid(challenge, auth)).isPresent();
    }

    private void authorize(Connection connection, EndpointId endpoint, Instant now) {
        switch (accessControl.decide(new AccessRequest(endpoint, connection.version(), connection.request()))) {
            case AccessControl.Decision.Denied(String reason) ->
                    deny(connection, reason, CloseReason.ACCESS_DENIED, now);
            case AccessControl.Decision.Allowed _ -> {
                unauthenticated.remove(connection.id());
                connection.sendControl(HandshakeCodec.encode(new HandshakeFrame.ServerConfirmsAuth()), now);
                clients.admit(endpoint, connection, now)
                        .ifPresent(surplus -> close(surplus, CloseReason.TOO_MANY_DUPLICATES, "", now));
            }
        }
    }

    private void deny(Connection connection, String reason, CloseReason closeReason, Instant now) {
        connection.sendControl(HandshakeCodec.encode(new HandshakeFrame.ServerDeniesAuth(reason)), now);
        close(connection, closeReason, reason, now);
    }

    private void handleFrame(Connection connection, byte[] message, Instant now) {
        FrameType type = FrameType.orNull(message);
        if (type == FrameType.CLIENT_TO_RELAY_DATAGRAM || type == FrameType.CLIENT_TO_RELAY_DATAGRAM_BATCH) {
            Rule broken = router.route(connection, message, type, now);
            if (broken != null) {
                close(connection, CloseReason.PROTOCOL_ERROR, broken.toString(), now);
            }
            return;
        }
        switch (RelayFrameCodec.parseFromClient(message, connection.version())) {
            case FrameResult.Rejected<RelayFrame.FromClient>(FrameRejection rejection) ->
                    close(connection, CloseReason.PROTOCOL_ERROR, rejection.toString(), now);
            case FrameResult.Parsed<RelayFrame.FromClient>(RelayFrame.FromClient frame) -> {
                connection.received(now);
                handleControl(connection, frame, now);
            }
        }
    }

    private void handleControl(Connection connection, RelayFrame.FromClient frame, Instant now) {
        switch (frame) {
            case RelayFrame.Ping(long payload) -> {
                metrics.increment(RelayServerCounter.PINGS_RECEIVED);
                connection.answerPing(payload, now);
            }
            case RelayFrame.Pong(long payload) -> connection.handlePong(payload, now);
            case RelayFrame.ClientToRelay _ -> throw new IllegalStateException("datagrams are routed as bytes");
        }
    }

    private void close(Connection connection, CloseReason reason, String detail, Instant now) {
        forget(connection, now);
        output.close(connection.id(), reason, detail);
    }

    private void forget(Connection connection, Instant now) {
        connections.remove(connection.id());
        unauthenticated.remove(connection.id());
        end(connection);
        if (connection.client() != null) {
            clients.remove(connection, now);
        }
    }

    private void end(Connection connection) {
        timers.remove(connection);
        metrics.increment(RelayServerCounter.CONNECTIONS_CLOSED);
        connection.drainDatagrams(frame -> {
            metrics.increment(RelayServerCounter.DATAGRAM_FRAMES_STRANDED);
            output.datagramDropped(connection.id(), frame, RelayServerDrop.RECIPIENT_GONE);
        });
    }
}
