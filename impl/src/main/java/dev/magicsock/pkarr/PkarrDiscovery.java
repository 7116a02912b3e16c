package dev.magicsock.pkarr;

import dev.magicsock.discovery.Discovery;
import dev.magicsock.discovery.EndpointInfo;
import dev.magicsock.discovery.PkarrPublisher;
import dev.magicsock.discovery.RecordRejection;
import dev.magicsock.discovery.RecordResult;
import dev.magicsock.discovery.SignedPacket;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes and resolves endpoints at a pkarr relay. One virtual thread publishes, from the first {@link #publish} to
 * {@link #close}; whoever resolves waits on its own thread. What a relay delivers is believed only if the endpoint
 * itself has signed it, and nothing older than what was seen before is. Thread-safe.
 */
public final class PkarrDiscovery implements Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(PkarrDiscovery.class);

    private final EndpointId id;
    private final PkarrRelay relay;
    private final NewestPackets newest = new NewestPackets();
    private final long startNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PkarrPublisher publisher;
    private Thread thread;
    private boolean closed;

    private PkarrDiscovery(SecretKey key, PkarrSettings settings) {
        this.id = key.id();
        this.relay = new PkarrRelay(settings);
        this.publisher = new PkarrPublisher(key, settings.published());
    }

    /** Opens such a discovery for each endpoint that wants one. */
    public static Factory factory(PkarrSettings settings) {
        Objects.requireNonNull(settings);
        return key -> new PkarrDiscovery(key, settings);
    }

    @Override
    public void publish(EndpointInfo info) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            publisher.publish(info, now());
            changed.signal();
            if (thread == null) {
                thread = Thread.ofVirtual().name("magicsock-pkarr").start(this::keepPublished);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<EndpointInfo> resolve(EndpointId remote) throws IOException, InterruptedException {
        Optional<byte[]> body = relay.get(remote);
        return body.isEmpty() ? Optional.empty() : Optional.of(check(remote, body.get()));
    }

    private EndpointInfo check(EndpointId remote, byte[] body) throws RejectedRecordException {
        SignedPacket packet = require(SignedPacket.parse(remote, body));
        if (!newest.accept(packet)) {
            throw new RejectedRecordException(RecordRejection.STALE);
        }
        return require(packet.info());
    }

    private static <T> T require(RecordResult<T> result) throws RejectedRecordException {
        return switch (result) {
            case RecordResult.Parsed<T>(T value) -> value;
            case RecordResult.Rejected<T>(var reason) -> throw new RejectedRecordException(reason);
        };
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepPublished() {
        try {
            for (;;) {
                send(nextPacket());
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: publishes no longer", id.toShortString());
        }
    }

    private SignedPacket nextPacket() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (;;) {
                Optional<SignedPacket> due = publisher.packetDue(Instant.now(), now());
                if (due.isPresent()) {
                    return due.get();
                }
                sleepUntil(publisher.nextDeadline());
            }
        } finally {
            lock.unlock();
        }
    }

    private void sleepUntil(Optional<Deadline> deadline) throws InterruptedException {
        if (deadline.isEmpty()) {
            changed.await();
        } else {
            changed.await(Duration.between(now(), deadline.get().at()).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void send(SignedPacket packet) throws InterruptedException {
        boolean taken = false;
        try {
            relay.put(packet);
            taken = true;
            LOG.debug("{}: published at {} us", id.toShortString(), packet.timestamp());
        } catch (IOException e) {
            LOG.info("{}: not published: {}", id.toShortString(), e.getMessage());
        }
        lock.lock();
        try {
            if (taken) {
                publisher.succeeded(now());
            } else {
                publisher.failed(now());
            }
        } finally {
            lock.unlock();
        }
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - startNanos);
    }
}
