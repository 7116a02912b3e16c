package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.RelayStatus.LossReason;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One authenticated connection of a {@link RelayClient}: frames in, pings and pongs out, and when it has failed. */
final class RelaySession {

    /** How much a flood of pings may add to what waits in the transport before their pongs are held back. */
    private static final int PONG_HEADROOM_BYTES = 4096;

    private final TransportId transport;
    private final RelayProtocolVersion version;
    private final RelayClientConfig config;
    private final RelayClientOutput output;
    private final RandomGenerator random;
    private final EndpointIdCache routes;
    private final WriteWindow window;
    private final PingTracker pings = new PingTracker();
    private Instant receivedAt;
    private boolean pongSeen;
    /** The pong to the relay's latest ping, while the transport has no room for it; null otherwise. */
    private RelayFrame.Pong heldPong;
    /** Datagrams handed over; of these those before the latest ping; of these those before the latest ping answered. */
    private long handedOver;
    private long beforePing;
    private long covered;
    private RelayFrame.Restarting announcedRestart;

    RelaySession(RelayClientState.Handshaking handshaking, RelayClientConfig config, RelayClientOutput output,
                 RandomGenerator random, EndpointIdCache routes, Instant now) {
        this.transport = handshaking.transport();
        this.version = handshaking.version();
        this.window = handshaking.window();
        this.config = config;
        this.output = output;
        this.random = random;
        this.routes = routes;
        this.receivedAt = now;
    }

    boolean hasSeenPong() {
        return pongSeen;
    }

    Optional<Duration> roundTripTime() {
        return pings.roundTripTime();
    }

    /** Datagrams that the relay has read, since it has answered a ping that went out behind them. */
    long coveredDatagrams() {
        return covered;
    }

    /** Datagrams of which only is known that the transport was given them. */
    long uncoveredDatagrams() {
        return handedOver - covered;
    }

    /** The last restart that the relay announced. */
    Optional<RelayFrame.Restarting> announcedRestart() {
        return Optional.ofNullable(announcedRestart);
    }

    boolean admits(byte[] frame) {
        return window.admits(frame.length);
    }

    void sendDatagram(byte[] frame, Instant now) {
        handedOver++;
        send(frame, now);
    }

    private void send(byte[] frame, Instant now) {
        window.handedOver(frame.length, now);
        output.send(transport, frame);
    }

    void bytesWritten(int bytes, Instant now) {
        window.written(bytes, now);
        if (heldPong != null && hasRoomForPong()) {
            RelayFrame.Pong pong = heldPong;
            heldPong = null;
            send(RelayFrameCodec.encode(pong), now);
        }
    }

    void ping(Instant now) {
        beforePing = handedOver;
        send(RelayFrameCodec.encode(new RelayFrame.Ping(pings.ping(random, now))), now);
    }

    void probe(Instant now) {
        if (!pings.isOutstanding()) {
            ping(now);
        }
    }

    /** Handles one message; what it returns ends the connection. */
    Optional<FrameRejection> handle(byte[] message, Instant now) {
        FrameType type = FrameType.orNull(message);
        if (type == FrameType.RELAY_TO_CLIENT_DATAGRAM || type == FrameType.RELAY_TO_CLIENT_DATAGRAM_BATCH) {
            return handleDatagrams(message, type, now);
        }
        return switch (RelayFrameCodec.parseFromRelay(message, version)) {
            case FrameResult.Rejected<RelayFrame.FromRelay>(FrameRejection rejection) -> Optional.of(rejection);
            case FrameResult.Parsed<RelayFrame.FromRelay>(RelayFrame.FromRelay frame) -> {
                receivedAt = now;
                handle(frame, now);
                yield Optional.empty();
            }
        };
    }

    private Optional<FrameRejection> handleDatagrams(byte[] message, FrameType type, Instant now) {
        Rule broken = DatagramFrames.brokenRule(message, type);
        if (broken != null) {
            return Optional.of(new FrameRejection(broken, message.length));
        }
        Optional<EndpointId> source = routes.read(message, DatagramFrames.idOffset(message));
        if (source.isEmpty()) {
            return Optional.of(new FrameRejection(Rule.INVALID_ENDPOINT_ID, DatagramFrames.idOffset(message)));
        }
        receivedAt = now;
        deliver(source.get(), message, type);
        return Optional.empty();
    }

    private void deliver(EndpointId source, byte[] message, FrameType type) {
        Ecn ecn = DatagramFrames.ecn(message);
        int segmentSize = DatagramFrames.segmentSize(message, type);
        int step = segmentSize == 0 ? message.length : segmentSize;
        for (int at = DatagramFrames.contentsOffset(message, type); at < message.length; at += step) {
            output.datagramReceived(source, ecn, message, at, Math.min(step, message.length - at));
        }
    }

    private void handle(RelayFrame.FromRelay frame, Instant now) {
        switch (frame) {
            case RelayFrame.Ping(long payload) -> answer(new RelayFrame.Pong(payload), now);
            case RelayFrame.Pong(long payload) -> pings.pong(payload, now).ifPresent(this::measured);
            case RelayFrame.EndpointGone(EndpointId endpoint) -> routes.remove(endpoint);
            case RelayFrame.Health(String text) -> output.statusChanged(statusOf(text));
            case RelayFrame.Status(int code) -> output.statusChanged(statusOf(code));
            case RelayFrame.Restarting restarting -> {
                announcedRestart = restarting;
                output.statusChanged(new RelayStatus.Restarting(restarting.reconnectIn(), restarting.tryFor()));
            }
            case RelayFrame.RelayToClient _ -> throw new IllegalStateException("datagrams are handled as bytes");
        }
    }

    private void answer(RelayFrame.Pong pong, Instant now) {
        if (hasRoomForPong()) {
            send(RelayFrameCodec.encode(pong), now);
        } else {
            heldPong = pong;
        }
    }

    private boolean hasRoomForPong() {
        return window.pendingBytes() <= config.windowBytes() + PONG_HEADROOM_BYTES;
    }

    private void measured(Duration roundTripTime) {
        covered = beforePing;
        output.roundTripMeasured(roundTripTime);
        if (!pongSeen) {
            pongSeen = true;
            output.statusChanged(new RelayStatus.Established(roundTripTime));
        }
    }

    private static RelayStatus statusOf(String health) {
        return switch (health) {
            case RelayFrame.Health.SAME_ID_CONNECTED -> new RelayStatus.Duplicate();
            case RelayFrame.Health.HEALTHY -> new RelayStatus.Recovered();
            default -> new RelayStatus.Notice(health);
        };
    }

    private static RelayStatus statusOf(int code) {
        return switch (code) {
            case RelayFrame.Status.SAME_ID_CONNECTED -> new RelayStatus.Duplicate();
            case RelayFrame.Status.HEALTHY -> new RelayStatus.Recovered();
            case RelayFrame.Status.RATE_LIMITED -> new RelayStatus.Notice("rate limited");
            default -> new RelayStatus.Notice("status " + code);
        };
    }

    /** Sends the ping that is due, or tells why the connection has failed. */
    Optional<LossReason> deadlineReached(Instant now) {
        if (pings.deadline().filter(at -> !now.isBefore(at)).isPresent()) {
            return Optional.of(LossReason.PONG_TIMEOUT);
        }
        if (sendDeadline().filter(at -> !now.isBefore(at)).isPresent()) {
            return Optional.of(LossReason.SEND_TIMEOUT);
        }
        if (!pings.isOutstanding() && !now.isBefore(receivedAt.plus(config.keepaliveInterval()))) {
            ping(now);
        }
        return Optional.empty();
    }

    Deadline nextDeadline() {
        Deadline alive = pings.deadline()
                .map(at -> new Deadline(at, "relay pong timeout"))
                .orElseGet(() -> new Deadline(receivedAt.plus(config.keepaliveInterval()), "relay keepalive"));
        return sendDeadline()
                .filter(at -> at.isBefore(alive.at()))
                .map(at -> new Deadline(at, "relay send timeout"))
                .orElse(alive);
    }

    private Optional<Instant> sendDeadline() {
        return window.writingSince().map(since -> since.plus(config.sendTimeout()));
    }
}
