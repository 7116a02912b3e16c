package dev.magicsock.relaystub.server;

import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.PingTracker;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.RequestHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One connection: whose it is, what it is to be sent, and what is to happen to it when. */
final class Connection {

    private static final int PING_FRAME_BYTES = 9;
    private static final int PING_JITTER_MIN_SECONDS = 1;
    private static final int PING_JITTER_MAX_SECONDS = 5;

    private final ConnectionId id;
    private final RelayProtocolVersion version;
    /** Null once the client is admitted: of thousands of idle clients nobody needs their requests. */
    private RequestHead request;
    private final RelayServerConfig config;
    private final RelayServerOutput output;
    private final RandomGenerator random;
    private final ConnectionTimers timers;
    private final Outbox outbox;
    private final PingTracker pings = new PingTracker();
    private final Instant openedAt;
    private final TokenBucket bucket;
    /** The challenge that is to be answered; null before it is sent and after it is answered. */
    private ServerChallenge challenge;
    /** Null until the client is admitted. */
    private Client client;
    private Instant receivedAt;
    private Duration pingInterval;
    /** A ping is due and waits for what goes first. */
    private boolean pingDue;
    /** The timers know of the write that is under way. */
    private boolean writeTimerSet;
    private Instant resumeAt;
    private boolean rateLimitTold;
    private Instant wakeAt;

    Connection(ConnectionId id, RelayProtocolVersion version, RequestHead request, RelayServerConfig config,
               QueueBudget budget, RelayServerOutput output, RandomGenerator random, ConnectionTimers timers,
               Instant now) {
        this.id = id;
        this.version = version;
        this.request = request;
        this.config = config;
        this.output = output;
        this.random = random;
        this.timers = timers;
        this.outbox = new Outbox(id, config, budget, output);
        this.openedAt = now;
        this.receivedAt = now;
        this.bucket = config.rateLimit().map(limit -> new TokenBucket(limit, now)).orElse(null);
        timers.wakeBy(this, deadline());
    }

    ConnectionId id() {
        return id;
    }

    RelayProtocolVersion version() {
        return version;
    }

    RequestHead request() {
        return request;
    }

    Optional<ServerChallenge> challenge() {
        return Optional.ofNullable(challenge);
    }

    void setChallenge(ServerChallenge challenge) {
        this.challenge = challenge;
    }

    /** Whose connection it is, or null while that is not proven. */
    Client client() {
        return client;
    }

    Instant wakeAt() {
        return wakeAt;
    }

    void setWakeAt(Instant wakeAt) {
        this.wakeAt = wakeAt;
    }

    /** The client is let in; keepalive starts. */
    void admitted(Client owner, Instant now) {
        client = owner;
        challenge = null;
        request = null;
        receivedAt = now;
        drawPingInterval();
        timers.wakeBy(this, deadline());
    }

    private void drawPingInterval() {
        pingInterval = config.pingInterval()
                .plusSeconds(random.nextInt(PING_JITTER_MIN_SECONDS, PING_JITTER_MAX_SECONDS + 1));
    }

    /** Any frame is a sign of life and restarts the ping interval. */
    void received(Instant now) {
        receivedAt = now;
    }

    boolean hasRoomForDatagrams(int frameBytes) {
        return outbox.hasRoomForDatagrams(frameBytes);
    }

    void sendDatagrams(byte[] frame, Instant now) {
        outbox.addDatagrams(frame);
        flush(now);
    }

    /** Sends or queues a control frame, or returns false if too many wait. */
    boolean sendControl(byte[] frame, Instant now) {
        boolean taken = outbox.addControl(frame);
        flush(now);
        return taken;
    }

    void answerPing(long payload, Instant now) {
        outbox.setPong(RelayFrameCodec.encode(new RelayFrame.Pong(payload)));
        flush(now);
    }

    void handlePong(long payload, Instant now) {
        pings.pong(payload, now);
    }

    void bytesWritten(int bytes, Instant now) {
        outbox.written(bytes, now);
        flush(now);
    }

    /**
     * Counts what was read; pauses reading when the limit is reached.
     *
     * @return true if it was paused by this read
     */
    boolean bytesRead(int bytes, Instant now) {
        if (bucket == null) {
            return false;
        }
        Optional<Instant> wait = bucket.take(bytes, now);
        if (wait.isEmpty()) {
            return false;
        }
        boolean paused = resumeAt != null;
        resumeAt = wait.get();
        timers.wakeBy(this, resumeAt);
        if (!paused) {
            output.pauseReading(id);
            tellRateLimited(now);
        }
        return !paused;
    }

    private void tellRateLimited(Instant now) {
        if (!rateLimitTold && client != null && version == RelayProtocolVersion.V2) {
            rateLimitTold = true;
            outbox.setNotice(RelayFrameCodec.encode(new RelayFrame.Status(RelayFrame.Status.RATE_LIMITED)));
            flush(now);
        }
    }

    private void flush(Instant now) {
        outbox.flush(now);
        if (pingDue && outbox.isIdle(PING_FRAME_BYTES)) {
            pingDue = false;
            outbox.addControl(RelayFrameCodec.encode(new RelayFrame.Ping(pings.ping(random, now))));
            outbox.flush(now);
            timers.wakeBy(this, deadline());
        }
        if (!writeTimerSet && outbox.writingSince().isPresent()) {
            writeTimerSet = true;
            timers.wakeBy(this, deadline());
        }
    }

    /** Does what is due; what it returns ends the connection. Else it is on the timers again. */
    Optional<CloseReason> wake(Instant now) {
        Optional<CloseReason> failure = failure(now);
        if (failure.isPresent()) {
            return failure;
        }
        if (resumeAt != null && !now.isBefore(resumeAt)) {
            resumeAt = null;
            output.resumeReading(id);
        }
        if (client != null && !pingDue && !pings.isOutstanding() && isDue(receivedAt.plus(pingInterval), now)) {
            pingDue = true;
            drawPingInterval();
            flush(now);
        }
        writeTimerSet = outbox.writingSince().isPresent();
        timers.wakeBy(this, deadline());
        return Optional.empty();
    }

    private Optional<CloseReason> failure(Instant now) {
        if (client == null && isDue(openedAt.plus(config.establishTimeout()), now)) {
            return Optional.of(CloseReason.ESTABLISH_TIMEOUT);
        }
        if (outbox.writingSince().filter(since -> isDue(since.plus(config.writeTimeout()), now)).isPresent()) {
            return Optional.of(CloseReason.WRITE_TIMEOUT);
        }
        if (pings.deadline().filter(at -> isDue(at, now)).isPresent()) {
            return Optional.of(CloseReason.PONG_TIMEOUT);
        }
        return Optional.empty();
    }

    private static boolean isDue(Instant at, Instant now) {
        return !now.isBefore(at);
    }

    /** The earliest of everything that may have to happen. A ping that waits for a write needs no time of its own. */
    private Instant deadline() {
        Instant earliest = aliveDeadline();
        if (outbox.writingSince().isPresent()) {
            earliest = earlier(earliest, outbox.writingSince().get().plus(config.writeTimeout()));
        }
        return resumeAt == null ? earliest : earlier(earliest, resumeAt);
    }

    private Instant aliveDeadline() {
        if (client == null) {
            return openedAt.plus(config.establishTimeout());
        }
        return pings.deadline().orElseGet(() -> pingDue ? Instant.MAX : receivedAt.plus(pingInterval));
    }

    private static Instant earlier(Instant first, Instant second) {
        return second.isBefore(first) ? second : first;
    }

    /** Takes out every datagram frame that still waits, since the connection has ended. */
    void drainDatagrams(Consumer<byte[]> to) {
        outbox.drainDatagrams(to);
    }
}
