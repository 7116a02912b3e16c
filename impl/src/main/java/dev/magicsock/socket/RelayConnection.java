package dev.magicsock.socket;

import dev.magicsock.core.RelayTransport;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.mapped.MappedAddresses;
import dev.magicsock.mapped.MappedTarget;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayAccount;
import dev.magicsock.relay.RelayClient;
import dev.magicsock.relay.RelayClientConfig;
import dev.magicsock.relay.RelayClientOutput;
import dev.magicsock.relay.RelayDrop;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relay.RelayStatus;
import dev.magicsock.relay.TransportId;
import dev.magicsock.time.Deadline;
import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around one {@link RelayClient}: lets one thread at a time at it, and wakes it at its deadlines.
 * Thread-safe.
 *
 * <p>Remembers a bounded number of remotes; at the bound the one unused for longest loses its address.
 */
final class RelayConnection implements TransportEvents {

    private static final Logger LOG = LoggerFactory.getLogger("dev.magicsock.socket");

    /** As many as a hub keeps. */
    private static final int MAX_REMOTES = 1024;

    private final SecretKey key;
    private final RelayUrl relay;
    private final HubClock clock = HubClock.SYSTEM;
    private final long startNanos = clock.monotonicNanos();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition letIn = lock.newCondition();
    private final Condition deadlineCloser = lock.newCondition();
    private final RelayClient client;
    private final RelayTransports transports;
    private final MappedAddresses<RelayUrl> mapped = new MappedAddresses<>(1);
    private final LinkedHashMap<EndpointId, InetSocketAddress> remotes =
            new LinkedHashMap<>(16, 0.75f, true);
    private final InetSocketAddress ownAddress;
    private final Thread timer;
    private FacadeSocket socket;
    private Instant sleepingUntil = Instant.MIN;
    private long dropped;
    private boolean closed;

    RelayConnection(SecretKey key, RelayUrl relay, RelayDialSettings dial) {
        this.key = key;
        this.relay = relay;
        this.client = new RelayClient(relay, key, RelayClientConfig.STANDARD, new Output(), new SecureRandom());
        this.transports = new WebSocketTransports(this, key, _ -> dial);
        this.ownAddress = mapped.ofRemote(key.id());
        this.timer = Thread.ofVirtual().name("magicsock-relay-timer").unstarted(this::keepDeadlines);
    }

    /** @param receiver gets what comes */
    void start(FacadeSocket receiver) {
        socket = receiver;
        withClient(now -> client.start(now));
        timer.start();
    }

    InetSocketAddress ownAddress() {
        return ownAddress;
    }

    InetSocketAddress addressOf(EndpointId remote) {
        lock.lock();
        try {
            return remember(remote);
        } finally {
            lock.unlock();
        }
    }

    private InetSocketAddress remember(EndpointId remote) {
        InetSocketAddress known = remotes.get(remote);
        if (known != null) {
            return known;
        }
        if (remotes.size() >= MAX_REMOTES) {
            mapped.forget(remotes.pollFirstEntry().getKey());
        }
        InetSocketAddress fresh = mapped.ofRemote(remote);
        remotes.put(remote, fresh);
        return fresh;
    }

    Optional<EndpointId> endpointOf(InetSocketAddress address) {
        lock.lock();
        try {
            return mapped.target(address).flatMap(target -> switch (target) {
                case MappedTarget.Remote<RelayUrl>(EndpointId remote) -> Optional.of(remote);
                case MappedTarget.Stranger<RelayUrl> _ -> Optional.empty();
            });
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    RelayAccount account() {
        lock.lock();
        try {
            return client.account();
        } finally {
            lock.unlock();
        }
    }

    boolean await(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!client.isAuthenticated() && !closed && left > 0) {
                left = letIn.awaitNanos(left);
            }
            return client.isAuthenticated();
        } finally {
            lock.unlock();
        }
    }

    void send(InetSocketAddress destination, byte[] bytes, int offset, int length) {
        withClient(now -> {
            Optional<EndpointId> remote = endpointOf(destination);
            if (remote.isEmpty()) {
                dropped++;
                return;
            }
            client.sendDatagram(remote.get(), Ecn.NOT_ECT, bytes, offset, length, now);
        });
    }

    void close() {
        withClient(client::close);
        lock.lock();
        try {
            closed = true;
            letIn.signalAll();
            deadlineCloser.signal();
        } finally {
            lock.unlock();
        }
        transports.closeAll();
    }

    private void withClient(Consumer<Instant> action) {
        lock.lock();
        try {
            action.accept(now());
            if (nextDeadline().isBefore(sleepingUntil)) {
                deadlineCloser.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(clock.monotonicNanos() - startNanos);
    }

    private void keepDeadlines() {
        lock.lock();
        try {
            while (!closed) {
                sleepUntil(nextDeadline());
                if (!closed) {
                    client.deadlineReached(now());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: the timer was interrupted", key.id().toShortString());
        } finally {
            lock.unlock();
        }
    }

    private Instant nextDeadline() {
        return client.nextDeadline().map(Deadline::at).orElse(Instant.MAX);
    }

    /** Sleeps until then, or until there is an earlier deadline; being early does no harm. */
    private void sleepUntil(Instant deadline) throws InterruptedException {
        sleepingUntil = deadline;
        if (deadline.equals(Instant.MAX)) {
            deadlineCloser.await();
        } else {
            deadlineCloser.await(Duration.between(now(), deadline).toNanos(), TimeUnit.NANOSECONDS);
        }
        sleepingUntil = Instant.MIN;
    }

    // What the transports tell

    @Override
    public void connected(RelayTransport transport, String subprotocol) {
        Optional<RelayProtocolVersion> version = RelayProtocolVersion.ofSubprotocol(subprotocol);
        if (version.isPresent()) {
            withClient(now -> client.transportConnected(idOf(transport), version.get(), now));
        } else {
            transports.close(transport);
        }
    }

    @Override
    public void received(RelayTransport transport, byte[] message) {
        withClient(now -> client.messageReceived(idOf(transport), message, now));
    }

    @Override
    public void written(RelayTransport transport, int bytes) {
        withClient(now -> client.bytesWritten(idOf(transport), bytes, now));
    }

    @Override
    public void lost(RelayTransport transport, String reason) {
        withClient(now -> client.transportLost(idOf(transport), reason, now));
    }

    private static TransportId idOf(RelayTransport transport) {
        return new TransportId(transport.dial());
    }

    /** What the client wants; called with the lock held. */
    private final class Output implements RelayClientOutput {

        @Override
        public void dial(RelayUrl url, TransportId id) {
            transports.dial(transportOf(id));
        }

        @Override
        public void send(TransportId id, byte[] message) {
            transports.send(transportOf(id), message);
        }

        @Override
        public void closeTransport(TransportId id) {
            transports.close(transportOf(id));
        }

        private RelayTransport transportOf(TransportId id) {
            return new RelayTransport(relay, Math.toIntExact(id.number()));
        }

        @Override
        public void datagramReceived(EndpointId source, Ecn ecn, byte[] bytes, int offset, int length) {
            ByteBuffer payload = ByteBuffer.wrap(bytes, offset, length);
            if (Demultiplexer.classify(payload) != DatagramKind.QUIC
                    || socket.offer(remember(source), payload) != DatagramQueue.Offer.TAKEN) {
                dropped++;
            }
        }

        @Override
        public void statusChanged(RelayStatus status) {
            letIn.signalAll();
            LOG.info("{}: relay {}: {}", key.id().toShortString(), relay.withoutQuery(), status);
        }

        @Override
        public void roundTripMeasured(Duration roundTripTime) {
            LOG.debug("{}: relay {}: {} ms", key.id().toShortString(), relay.withoutQuery(), roundTripTime.toMillis());
        }

        @Override
        public void datagramDropped(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason) {
            dropped++;
        }
    }
}
