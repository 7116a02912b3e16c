package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayStatus.LossReason;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps one connection to one relay: dials, proves the key, answers and sends pings, reconnects, and carries datagrams
 * (relay protocol sections 5, 9, 10 and 13).
 *
 * <p>Pure: no I/O, no clock, not thread-safe. Call order: {@link #start} once; then whatever happens, as it happens;
 * and {@link #deadlineReached} when the instant of {@link #nextDeadline} has come, late or repeated calls are harmless.
 * Ask for the next deadline after every call. Everything it wants done goes to the {@link RelayClientOutput} at once.
 *
 * <p>Datagrams can be sent before the relay is connected: they wait in two bounded queues, control before data, and are
 * dropped by name when they wait too long. They go out as soon as the relay confirms the key; the first pong, which
 * makes the connection <em>established</em>, is not waited for.
 */
public final class RelayClient {

    private final RelayUrl url;
    private final SecretKey key;
    private final RelayClientConfig config;
    private final RelayClientOutput output;
    private final RandomGenerator random;
    private final Reconnection reconnection;
    private final DatagramTally tally = new DatagramTally();
    private final WaitingDatagrams waiting;
    private final EndpointIdCache routes;
    private RelayClientState state = new RelayClientState.Idle();
    private long attempts;
    private Instant latest = Instant.MIN;

    /**
     * A client that does nothing yet.
     *
     * @param url    the relay
     * @param key    the identity to prove
     * @param output takes what it wants done
     * @param random for pings, jitter and table salts
     */
    public RelayClient(RelayUrl url, SecretKey key, RelayClientConfig config, RelayClientOutput output,
                       RandomGenerator random) {
        this.url = Objects.requireNonNull(url);
        this.key = Objects.requireNonNull(key);
        this.config = Objects.requireNonNull(config);
        this.output = Objects.requireNonNull(output);
        this.random = Objects.requireNonNull(random);
        this.reconnection = new Reconnection(config, random);
        this.waiting = new WaitingDatagrams(config, output, tally);
        this.routes = new EndpointIdCache(config.routes(), random.nextLong());
    }

    /** The relay this client connects to. */
    public RelayUrl url() {
        return url;
    }

    /** True from the relay's confirmation of the key until the connection is lost. */
    public boolean isAuthenticated() {
        return state instanceof RelayClientState.Connected;
    }

    /** True from the first pong until the connection is lost. */
    public boolean isEstablished() {
        return state instanceof RelayClientState.Connected connected && connected.session().hasSeenPong();
    }

    /** The last measured round-trip time of the present connection. */
    public Optional<Duration> roundTripTime() {
        return state instanceof RelayClientState.Connected connected
                ? connected.session().roundTripTime() : Optional.empty();
    }

    /** What became of all datagrams that were to be sent; it balances after every call. */
    public RelayAccount account() {
        return tally.account(state, waiting.size());
    }

    /** True if this endpoint sent something over the present connection and was not reported as gone since. */
    public boolean hasRouteTo(EndpointId endpoint) {
        return routes.contains(endpoint);
    }

    /** Starts to connect. Later calls do nothing. */
    public void start(Instant now) {
        advance(now);
        if (state instanceof RelayClientState.Idle) {
            dial(now);
        }
    }

    /** The transport is open and the relay chose this version; nothing was sent on it yet. */
    public void transportConnected(TransportId transport, RelayProtocolVersion version, Instant now) {
        advance(now);
        if (state instanceof RelayClientState.Dialing dialing && dialing.transport().equals(transport)) {
            WriteWindow window = new WriteWindow(config.windowBytes());
            state = new RelayClientState.Handshaking(transport, version, dialing.giveUpAt(), window, false);
        }
    }

    /**
     * A whole binary message came.
     *
     * @param message is only read, and not kept
     */
    public void messageReceived(TransportId transport, byte[] message, Instant now) {
        advance(now);
        switch (state) {
            case RelayClientState.Handshaking handshaking when handshaking.transport().equals(transport) ->
                    handleHandshake(handshaking, message, now);
            case RelayClientState.Connected connected when connected.transport().equals(transport) ->
                    handleMessage(connected, message, now);
            case RelayClientState.Idle _, RelayClientState.Dialing _, RelayClientState.Handshaking _,
                 RelayClientState.Connected _, RelayClientState.BackingOff _, RelayClientState.Closed _ -> {
                // From a transport that was given up, or one that is not open yet.
            }
        }
    }

    /**
     * The transport could not connect, ended or failed.
     *
     * @param detail what happened, for people
     */
    public void transportLost(TransportId transport, String detail, Instant now) {
        advance(now);
        if (transport.equals(state.transport())) {
            reconnect(new RelayStatus.Lost(LossReason.TRANSPORT_LOST, detail), now);
        }
    }

    /**
     * The transport wrote bytes of messages that it was given, its own framing not counted.
     *
     * @throws IllegalArgumentException if it reports more than it was given
     */
    public void bytesWritten(TransportId transport, int bytes, Instant now) {
        advance(now);
        if (!transport.equals(state.transport())) {
            return;
        }
        if (state instanceof RelayClientState.Handshaking handshaking) {
            handshaking.window().written(bytes, now);
        } else if (state instanceof RelayClientState.Connected connected) {
            connected.session().bytesWritten(bytes, now);
            flush(connected.session(), now);
        }
    }

    /**
     * Sends one datagram after everything else that waits.
     *
     * @param bytes holds it; copied
     */
    public void sendDatagram(EndpointId destination, Ecn ecn, byte[] bytes, int offset, int length, Instant now) {
        advance(now);
        if (isAccepted(destination, bytes, offset, length)) {
            waiting.addData(destination, ecn, bytes, offset, length, now);
            flushIfConnected(now);
        }
    }

    /**
     * Sends one control message between endpoints, such as a call-me-maybe or a probe, ahead of all waiting data.
     *
     * @param bytes holds it; copied
     */
    public void sendControl(EndpointId destination, byte[] bytes, int offset, int length, Instant now) {
        advance(now);
        if (isAccepted(destination, bytes, offset, length)) {
            waiting.addControl(destination, bytes, offset, length, now);
            flushIfConnected(now);
        }
    }

    /** Asks the relay for a sign of life now unless that is under way, for example because the network changed. */
    public void probe(Instant now) {
        advance(now);
        if (state instanceof RelayClientState.Connected connected) {
            connected.session().probe(now);
        }
    }

    /** Ends everything; waiting datagrams are dropped. The client cannot be started again. */
    public void close(Instant now) {
        advance(now);
        if (state instanceof RelayClientState.Closed) {
            return;
        }
        endTransport();
        settleSession();
        state = new RelayClientState.Closed();
        waiting.dropAll(RelayDrop.CLOSED);
        output.statusChanged(new RelayStatus.Closed());
    }

    /** Does what is due. */
    public void deadlineReached(Instant now) {
        advance(now);
        if (!isAuthenticated()) {
            waiting.dropStale(now);
        }
        switch (state) {
            case RelayClientState.Dialing dialing -> giveUpIfDue(dialing.giveUpAt(), now);
            case RelayClientState.Handshaking handshaking -> giveUpIfDue(handshaking.giveUpAt(), now);
            case RelayClientState.Connected connected -> connected.session().deadlineReached(now)
                    .ifPresent(reason -> fail(reason, "", now));
            case RelayClientState.BackingOff(Instant until) -> {
                if (!now.isBefore(until)) {
                    dial(now);
                }
            }
            case RelayClientState.Idle _, RelayClientState.Closed _ -> {
                // Nothing is under way.
            }
        }
    }

    /** When {@link #deadlineReached} has something to do, and what. */
    public Optional<Deadline> nextDeadline() {
        return switch (state) {
            case RelayClientState.Idle _, RelayClientState.Closed _ -> Optional.empty();
            case RelayClientState.Dialing dialing ->
                    withStale(new Deadline(dialing.giveUpAt(), "relay connect timeout"));
            case RelayClientState.Handshaking handshaking ->
                    withStale(new Deadline(handshaking.giveUpAt(), "relay connect timeout"));
            case RelayClientState.BackingOff(Instant until) -> withStale(new Deadline(until, "relay reconnect"));
            case RelayClientState.Connected connected -> Optional.of(connected.session().nextDeadline());
        };
    }

    private Optional<Deadline> withStale(Deadline deadline) {
        return Deadline.earlier(Optional.of(deadline), waiting.nextStale());
    }

    private void advance(Instant now) {
        if (now.isBefore(latest)) {
            throw new IllegalArgumentException("time went back from " + latest + " to " + now);
        }
        latest = now;
    }

    private void dial(Instant now) {
        attempts++;
        TransportId transport = new TransportId(attempts);
        state = new RelayClientState.Dialing(transport, now.plus(config.connectTimeout()));
        output.statusChanged(new RelayStatus.Connecting(transport));
        output.dial(url, transport);
    }

    private void handleHandshake(RelayClientState.Handshaking handshaking, byte[] message, Instant now) {
        switch (HandshakeCodec.parseFromRelay(message)) {
            case FrameResult.Rejected<HandshakeFrame.FromRelay>(FrameRejection rejection) ->
                    fail(LossReason.PROTOCOL_ERROR, rejection.toString(), now);
            case FrameResult.Parsed<HandshakeFrame.FromRelay>(HandshakeFrame.FromRelay frame) ->
                    handleHandshake(handshaking, frame, now);
        }
    }

    private void handleHandshake(RelayClientState.Handshaking handshaking, HandshakeFrame.FromRelay frame,
            Instant now) {
        switch (frame) {
            case HandshakeFrame.ServerChallenge _ when handshaking.answered() ->
                    fail(LossReason.PROTOCOL_ERROR, "a second challenge", now);
            case HandshakeFrame.ServerChallenge challenge -> {
                byte[] answer = HandshakeCodec.encode(ChallengeSignature.answer(challenge, key));
                handshaking.window().handedOver(answer.length, now);
                state = handshaking.withAnswer();
                output.send(handshaking.transport(), answer);
            }
            case HandshakeFrame.ServerConfirmsAuth _ -> enter(handshaking, now);
            case HandshakeFrame.ServerDeniesAuth(String reason) -> {
                output.closeTransport(handshaking.transport());
                reconnect(new RelayStatus.Denied(reason), now);
            }
        }
    }

    private void enter(RelayClientState.Handshaking handshaking, Instant now) {
        RelaySession session = new RelaySession(handshaking, config, output, random, routes, now);
        state = new RelayClientState.Connected(handshaking.transport(), session);
        output.statusChanged(new RelayStatus.Authenticated(handshaking.version()));
        session.ping(now);
        flush(session, now);
    }

    private void handleMessage(RelayClientState.Connected connected, byte[] message, Instant now) {
        Optional<FrameRejection> rejection = connected.session().handle(message, now);
        if (rejection.isPresent()) {
            fail(LossReason.PROTOCOL_ERROR, rejection.get().toString(), now);
        }
    }

    private boolean isAccepted(EndpointId destination, byte[] bytes, int offset, int length) {
        tally.submitted();
        Optional<RelayDrop> refusal = refusal(length);
        refusal.ifPresent(reason -> waiting.drop(destination, bytes, offset, length, reason));
        return refusal.isEmpty();
    }

    private Optional<RelayDrop> refusal(int length) {
        if (state instanceof RelayClientState.Closed || state instanceof RelayClientState.Idle) {
            return Optional.of(RelayDrop.CLOSED);
        }
        if (length < 1) {
            return Optional.of(RelayDrop.EMPTY);
        }
        return length > DatagramFrames.MAX_DATAGRAM_BYTES ? Optional.of(RelayDrop.TOO_LARGE) : Optional.empty();
    }

    private void flushIfConnected(Instant now) {
        if (state instanceof RelayClientState.Connected connected) {
            flush(connected.session(), now);
        }
    }

    /** Hands over as much as the transport may have: control first, then data. */
    private void flush(RelaySession session, Instant now) {
        for (SendQueue queue = waiting.next(); queue != null && session.admits(queue.peek().frame());
                queue = waiting.next()) {
            session.sendDatagram(queue.poll().frame(), now);
        }
    }

    private void giveUpIfDue(Instant giveUpAt, Instant now) {
        if (!now.isBefore(giveUpAt)) {
            fail(LossReason.CONNECT_TIMEOUT, "", now);
        }
    }

    private void fail(LossReason reason, String detail, Instant now) {
        endTransport();
        reconnect(new RelayStatus.Lost(reason, detail), now);
    }

    private void endTransport() {
        if (state.transport() != null) {
            output.closeTransport(state.transport());
        }
        routes.clear();
    }

    /** At once if the lost connection had seen a pong, as it then was a working one; else after a pause. */
    private void reconnect(RelayStatus why, Instant now) {
        Instant at = isEstablished()
                ? reconnection.afterSuccess(((RelayClientState.Connected) state).session().announcedRestart(), now)
                : reconnection.afterFailure(now);
        settleSession();
        routes.clear();
        state = new RelayClientState.BackingOff(at);
        output.statusChanged(why);
        if (!now.isBefore(at)) {
            dial(now);
        }
    }

    private void settleSession() {
        if (state instanceof RelayClientState.Connected connected) {
            tally.ended(connected.session());
        }
    }
}
