package dev.magicsock.relaystub.net;

import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.Gate;
import dev.magicsock.relaystub.fault.RelayFaults;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.CloseReason;
import dev.magicsock.relaystub.server.ConnectionId;
import dev.magicsock.relaystub.server.RelayServerConfig;
import dev.magicsock.relaystub.server.RelayServerCore;
import dev.magicsock.relaystub.server.RelayServerDrop;
import dev.magicsock.relaystub.server.RelayServerOutput;
import dev.magicsock.relaystub.server.RelayWarning;
import dev.magicsock.time.Deadline;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Joins the relay core to the connections: hands it what happens with the time at which it does, does what it wants,
 * and wakes it at its deadlines. Everything runs on one event loop.
 *
 * <p>Messages are written at once but flushed in one go after everything that was read together is handled, so that a
 * burst costs one system call per recipient.
 */
final class RelayShell implements RelayServerOutput, HalfOpen.CutOff {

    private static final Logger LOG = LoggerFactory.getLogger(RelayShell.class);

    /** What Netty reads at once from a busy connection. */
    private static final int USUAL_READ_BYTES = 64 << 10;

    /** Connections that ask for metrics at a time; there is a handful of monitoring systems. */
    private static final int WATCHERS_MAX = 64;

    /** The core may name a deadline at the end of time; looking once an hour costs nothing. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private final EventLoop loop;
    private final RelayFaults faults;
    private final SystemTime time = new SystemTime();
    private final MessageBudget budget;
    private final RelayEvents events = new RelayEvents();
    private final RelayServerCore core;
    private final HalfOpen halfOpen;
    private final HalfOpen watchers;
    private final Map<ConnectionId, RelayConnection> connections = new LinkedHashMap<>();
    private final ArrayDeque<RelayConnection> unflushed = new ArrayDeque<>();
    private byte[] scratch = new byte[USUAL_READ_BYTES];
    private long upgrades;
    private boolean flushing;
    private ScheduledFuture<?> timer;
    private Instant timerAt;

    RelayShell(RelayServerSettings settings, RelayFaults faults, MessageBudget budget, EventLoop loop) {
        this.loop = loop;
        this.faults = faults;
        this.budget = budget;
        this.core = new RelayServerCore(settings.relay(), settings.accessControl(), this, new SecureRandom());
        RelayServerConfig relay = settings.relay();
        this.halfOpen = new HalfOpen(relay.maxUnauthenticated(), relay.establishTimeout(), loop, time, this);
        this.watchers = new HalfOpen(WATCHERS_MAX, relay.establishTimeout(), loop, time, this);
    }

    RelayFaults faults() {
        return faults;
    }

    RelayServerCore core() {
        return core;
    }

    RelayEvents events() {
        return events;
    }

    /** Clients of the relay that have not proven a key. */
    HalfOpen halfOpen() {
        return halfOpen;
    }

    /** Those who ask for metrics: apart from clients, so that a flood of these cannot hide what it does. */
    HalfOpen watchers() {
        return watchers;
    }

    /** Room for the bytes of one read, to be used until the next one. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[Math.max(2 * scratch.length, bytes)];
        }
        return scratch;
    }

    /** Without any, which is usual, nobody is asked about every message. */
    boolean hasFaults() {
        return faults != RelayFaults.NONE;
    }

    Gate.Verdict fateFromClient(ConnectionId id, byte[] message, Gate gate, Runnable pass) {
        return gate.admit(faults.fromClient(id, core.endpointOf(id), message), pass, time.now());
    }

    Gate.Verdict fateToClient(ConnectionId id, byte[] message, Gate gate, Runnable pass) {
        return gate.admit(faults.toClient(id, core.endpointOf(id), message), pass, time.now());
    }

    void lostToFault(ConnectionId id, byte[] message) {
        events.dropped(RelayServerDrop.FAULT);
        LOG.atDebug().addKeyValue("connection", id.number()).addKeyValue("bytes", message.length)
                .log("message lost to a fault");
    }

    Duration until(Instant at) {
        return Duration.between(time.now(), at);
    }

    void release(Gate gate) {
        gate.release(time.now());
    }

    /** The 101 is on its way through this channel: from now on it carries WebSocket frames. */
    void upgraded(Channel channel, RelayProtocolVersion version, RequestHead request, KeyingMaterialExporter exporter) {
        upgrades++;
        RelayConnection connection = new RelayConnection(new ConnectionId(upgrades), channel, this, budget);
        connections.put(connection.id(), connection);
        channel.pipeline().addLast(connection);
        LOG.atDebug().addKeyValue("connection", upgrades).addKeyValue("client", channel.remoteAddress())
                .addKeyValue("version", version.subprotocol()).log("connection opened");
        core.connectionOpened(connection.id(), version, request, exporter, time.now());
        connection.noteProof();
        setTimer();
        channel.flush();
        flush();
    }

    /** Whether the client of this connection is let in; its place among those that are not is free then. */
    boolean isProven(RelayConnection connection) {
        boolean proven = core.endpointOf(connection.id()).isPresent();
        if (proven) {
            halfOpen.remove(connection.channel());
        }
        return proven;
    }

    @Override
    public void evict(Channel channel) {
        // Without a reset each one would leave a socket behind for a minute, which is what a flood is after.
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        cutOff(channel, CloseReason.TOO_MANY_UNAUTHENTICATED);
    }

    @Override
    public void timeOut(Channel channel) {
        cutOff(channel, CloseReason.ESTABLISH_TIMEOUT);
    }

    private void cutOff(Channel channel, CloseReason reason) {
        RelayConnection upgraded = channel.pipeline().get(RelayConnection.class);
        if (upgraded == null) {
            channel.close();
        } else {
            core.giveUp(upgraded.id(), reason, time.now());
        }
    }

    void messageReceived(ConnectionId id, byte[] message) {
        core.messageReceived(id, message, time.now());
        setTimer();
    }

    void bytesRead(ConnectionId id, int bytes) {
        core.bytesRead(id, bytes, time.now());
        setTimer();
    }

    void bytesWritten(ConnectionId id, int bytes) {
        core.bytesWritten(id, bytes, time.now());
        setTimer();
        flush();
    }

    void connectionClosed(ConnectionId id) {
        if (connections.remove(id) != null) {
            LOG.atDebug().addKeyValue("connection", id.number()).log("connection ended by the client");
        }
        core.connectionClosed(id, time.now());
        setTimer();
        flush();
    }

    /** Ends every connection; if a notice is given, after telling it. */
    void stop(Optional<RelayFrame.Restarting> notice) {
        notice.ifPresent(restarting -> core.announceRestart(restarting, time.now()));
        core.stop(time.now());
        flush();
    }

    void disconnect(Clients whom) {
        core.disconnectIf(whom::include, time.now());
        setTimer();
        flush();
    }

    void warn(Clients whom, RelayWarning warning) {
        core.warn(whom::include, warning, time.now());
        setTimer();
        flush();
    }

    void textSkipped(ConnectionId id) {
        // Not louder: a client may send as many as it likes.
        LOG.atDebug().addKeyValue("connection", id.number()).log("text message skipped");
    }

    void badFrame(ConnectionId id, String why) {
        events.badFrame();
        LOG.atInfo().addKeyValue("connection", id.number()).addKeyValue("why", why).log("bad WebSocket frame");
    }

    void overBudget(ConnectionId id) {
        events.overBudget();
        LOG.atWarn().addKeyValue("connection", id.number()).log("too many bytes of incomplete messages");
    }

    /** Something was written to this connection, which had nothing to be flushed before. */
    void needsFlush(RelayConnection connection) {
        unflushed.add(connection);
    }

    /** Flushes what was written. Flushing reports written bytes, upon which the core may write more: that goes too. */
    void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        for (RelayConnection next = unflushed.poll(); next != null; next = unflushed.poll()) {
            next.flush();
        }
        flushing = false;
    }

    private void setTimer() {
        Optional<Deadline> next = core.nextDeadline();
        if (next.isEmpty() || timer != null && !next.get().at().isBefore(timerAt)) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        Instant now = time.now();
        Instant latest = now.plus(LONGEST_SLEEP);
        timerAt = next.get().at().isBefore(latest) ? next.get().at() : latest;
        timer = loop.schedule(this::wake, Duration.between(now, timerAt).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void wake() {
        timer = null;
        core.deadlineReached(time.now());
        setTimer();
        flush();
    }

    @Override
    public void send(ConnectionId id, byte[] message) {
        RelayConnection connection = connections.get(id);
        if (connection != null) {
            connection.send(message);
        }
    }

    @Override
    public void close(ConnectionId id, CloseReason reason, String detail) {
        RelayConnection connection = connections.remove(id);
        events.closed(reason);
        // Whoever floods the relay with connections is not to flood the log too.
        LOG.atLevel(reason == CloseReason.TOO_MANY_UNAUTHENTICATED ? Level.DEBUG : Level.INFO)
                .addKeyValue("connection", id.number()).addKeyValue("reason", reason).addKeyValue("detail", detail)
                .log("connection closed");
        if (connection == null) {
            return;
        }
        switch (reason) {
            case WRITE_TIMEOUT, PONG_TIMEOUT, TOO_MANY_UNAUTHENTICATED -> connection.abort();
            case SIGNATURE_INVALID, ACCESS_DENIED, PROTOCOL_ERROR, ESTABLISH_TIMEOUT, TOO_MANY_CONNECTIONS,
                    TOO_MANY_DUPLICATES, DISCONNECTED, STOPPED -> connection.closeAfterWriting();
        }
    }

    @Override
    public void pauseReading(ConnectionId id) {
        setReading(id, false);
    }

    @Override
    public void resumeReading(ConnectionId id) {
        setReading(id, true);
    }

    private void setReading(ConnectionId id, boolean reading) {
        RelayConnection connection = connections.get(id);
        if (connection != null) {
            connection.channel().config().setAutoRead(reading);
        }
    }

    @Override
    public void datagramDropped(ConnectionId connection, byte[] frame, RelayServerDrop reason) {
        events.dropped(reason);
    }
}
