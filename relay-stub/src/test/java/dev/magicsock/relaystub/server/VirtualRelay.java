package dev.magicsock.relaystub.server;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relay.TransportId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Real clients and a real relay on one wire in virtual time: connecting takes two round trips (TCP and the upgrade),
 * every message half of one, writing none.
 */
final class VirtualRelay implements RelayServerOutput {

    static final RelayUrl URL = RelayUrl.parse("http://relay.test");

    final Duration oneWay;
    final RelayProtocolVersion version;
    final RelayServerCore core;
    final List<String> log = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(77);
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparing(Step::at).thenComparing(Step::sequence));
    private final List<VirtualClient> clients = new ArrayList<>();
    private final Map<ConnectionId, VirtualClient> owners = new LinkedHashMap<>();
    private final Map<ConnectionId, TransportId> transports = new LinkedHashMap<>();
    private long connections;
    private long sequence;
    private boolean up = true;
    private Instant now = Instant.EPOCH;

    private record Step(Instant at, long sequence, Runnable action) {
    }

    VirtualRelay(Duration oneWay, RelayProtocolVersion version, AccessControl accessControl) {
        this.oneWay = oneWay;
        this.version = version;
        this.core = new RelayServerCore(RelayServerConfig.STANDARD, accessControl, this, random.split());
    }

    VirtualClient client(SecretKey key) {
        VirtualClient client = new VirtualClient(this, key, random.split());
        clients.add(client);
        return client;
    }

    Instant now() {
        return now;
    }

    /** Lets time pass until this instant. */
    void runUntil(Instant end) {
        for (Instant next = next(); !next.isAfter(end); next = next()) {
            now = next.isBefore(now) ? now : next;
            while (!steps.isEmpty() && !steps.peek().at().isAfter(now)) {
                steps.poll().action().run();
            }
            core.deadlineReached(now);
            clients.forEach(client -> client.core.deadlineReached(now));
        }
        now = end;
    }

    private Instant next() {
        Stream<Instant> deadlines = Stream.concat(clients.stream().map(client -> client.core.nextDeadline()),
                Stream.of(core.nextDeadline())).flatMap(Optional::stream).map(deadline -> deadline.at());
        return Stream.concat(deadlines, Stream.ofNullable(steps.peek()).map(Step::at))
                .min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    void after(Duration delay, Runnable action) {
        steps.add(new Step(now.plus(delay), sequence++, action));
    }

    /** The relay vanishes: connections are lost, new ones refused. */
    void crash() {
        up = false;
        List.copyOf(owners.keySet()).forEach(id -> {
            core.connectionClosed(id, now);
            cut(id);
        });
    }

    void restart() {
        up = true;
    }

    /** A client's transport dies and both ends learn of it. */
    void cut(ConnectionId id) {
        VirtualClient owner = owners.remove(id);
        TransportId transport = transports.remove(id);
        if (owner != null) {
            after(Duration.ZERO, () -> core.connectionClosed(id, now));
            after(Duration.ZERO, () -> owner.core.transportLost(transport, "cut", now));
        }
    }

    void dial(VirtualClient client, TransportId transport) {
        if (!up) {
            after(oneWay.multipliedBy(2), () -> client.core.transportLost(transport, "refused", now));
            return;
        }
        after(oneWay.multipliedBy(3), () -> {
            ConnectionId id = new ConnectionId(++connections);
            owners.put(id, client);
            transports.put(id, transport);
            client.connection = id;
            // The answer to the upgrade is on its way before the challenge is.
            after(oneWay, () -> client.core.transportConnected(transport, version, now));
            core.connectionOpened(id, version, RelayFixture.REQUEST, KeyingMaterialExporter.NONE, now);
        });
    }

    void fromClient(ConnectionId id, byte[] message) {
        after(oneWay, () -> core.messageReceived(id, message, now));
    }

    @Override
    public void send(ConnectionId id, byte[] message) {
        after(Duration.ZERO, () -> core.bytesWritten(id, message.length, now));
        VirtualClient owner = owners.get(id);
        TransportId transport = transports.get(id);
        if (owner != null) {
            after(oneWay, () -> owner.receive(transport, message));
        }
    }

    @Override
    public void close(ConnectionId id, CloseReason reason, String detail) {
        log.add("closed " + reason);
        VirtualClient owner = owners.remove(id);
        TransportId transport = transports.remove(id);
        if (owner != null) {
            after(oneWay, () -> owner.core.transportLost(transport, "closed", now));
        }
    }

    @Override
    public void pauseReading(ConnectionId id) {
        throw new IllegalStateException("there is no rate limit");
    }

    @Override
    public void resumeReading(ConnectionId id) {
        throw new IllegalStateException("there is no rate limit");
    }

    @Override
    public void datagramDropped(ConnectionId id, byte[] frame, RelayServerDrop reason) {
        log.add("dropped " + reason);
    }
}
