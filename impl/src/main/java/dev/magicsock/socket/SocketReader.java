package dev.magicsock.socket;

import dev.magicsock.socket.DatagramQueue.Poll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets one thread at a time read the UDP sockets: the leader. Thread-safe.
 *
 * <p>Normally that is the thread that waits for a datagram at a facade. What it reads for that facade it takes with it,
 * without any other thread; what it reads for others goes into their queues, and probes to the core. So a datagram
 * costs no change of threads that it would not cost with a socket of the facade's own. Threads that find somebody
 * leading wait at their queues, as followers; one that gets many datagrams so asks to lead instead.
 *
 * <p>The hub's thread leads whenever nobody else does: while no facade waits, when a facade was closed, and when a
 * leader went away with a datagram and has not come back for {@link #ABSENCE}. Then it yields to the first thread that
 * wants to lead. While somebody leads it only guards: it sleeps until the next deadline, or looks every now and then
 * whether the leader comes back.
 */
final class SocketReader {

    /**
     * How long nobody may read before the hub's thread does: short beside the round trips of a network, long beside
     * what a QUIC library does with a datagram before it asks for the next one.
     */
    private static final Duration ABSENCE = Duration.ofMillis(5);

    /** How rarely the hub's thread looks for that while facades' threads always came back: it costs some 20 µs. */
    private static final Duration RARELY = Duration.ofMillis(15);

    /** By how much it looks more rarely each time. */
    private static final Duration MORE_RARELY = Duration.ofMillis(1);

    /** Datagrams taken from one socket before others get their turn. */
    private static final int BATCH = 32;

    /** A follower that got so many datagrams from another facade's thread had better lead itself. */
    private static final int FOLLOWED_MAX = 32;

    /** Any UDP datagram fits. */
    private static final int RECEIVE_BYTES = 1 << 16;

    private static final Object HUB = "the hub's thread";

    private static final Consumer<SelectionKey> NOTHING = _ -> {
        // All sockets are read anyway.
    };

    private final Selector selector;
    private final Runnable wakeUp;
    private final CoreDriver driver;
    private final EventLog log;
    /** The leader's. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECEIVE_BYTES);
    /** Sockets that could not be read from, until the hub's thread replaces them. */
    private final Map<UdpSocket, IOException> failures = new ConcurrentHashMap<>();
    /** {@link #HUB}, the queue of the facade whose thread leads, or null. */
    private final AtomicReference<Object> leader = new AtomicReference<>(HUB);
    /** Whose thread wants to lead instead; null if nobody's. */
    private final AtomicReference<DatagramQueue> candidate = new AtomicReference<>();
    private volatile Thread hub;
    /** The hub's thread sleeps in the selector, or is about to; else it is parked. */
    private volatile boolean hubSelects = true;
    /** The hub's thread wants to lead, and nobody may start to. */
    private volatile boolean hubClaims;
    /** The hub's thread sleeps so long that whoever stops leading has to wake it. */
    private volatile boolean hubRests;
    /** Counts how often a facade's thread stopped leading. */
    private volatile long turns;
    /** The leader's: which socket is read first. */
    private int rotation;
    /** The hub's thread's: {@link #turns} when it last looked. */
    private long turnsSeen;
    /** The hub's thread's: when it last saw that somebody led. */
    private long lastSeenNanos;
    /** The hub's thread's: how long it sleeps until it looks again. */
    private long lookNanos = ABSENCE.toNanos();

    SocketReader(Selector selector, CoreDriver driver, EventLog log) {
        this.selector = selector;
        this.wakeUp = selector::wakeup;
        this.driver = driver;
        this.log = log;
    }

    // Facades' threads

    /**
     * Waits for the oldest datagram of a facade, as {@link DatagramQueue#poll} does, leading if possible. A virtual
     * thread never leads, since its carrier would sleep along with it.
     */
    Poll poll(DatagramQueue queue, DatagramPacket into, long nanos, boolean virtual) {
        long end = nanos == 0 ? 0 : System.nanoTime() + nanos;
        for (;;) {
            // At least one look at the queue, even if the time is over.
            long left = nanos == 0 ? 0 : Math.max(1, end - System.nanoTime());
            Poll outcome = once(queue, into, left, virtual);
            if (outcome != Poll.NUDGED) {
                return outcome;
            }
        }
    }

    private Poll once(DatagramQueue queue, DatagramPacket into, long nanos, boolean virtual) {
        if (virtual) {
            return queue.poll(into, nanos, true);
        }
        return startsToLead(queue) ? lead(queue, into, nanos) : follow(queue, into, nanos);
    }

    private boolean startsToLead(DatagramQueue queue) {
        return !hubClaims && leader.compareAndSet(null, queue);
    }

    private Poll follow(DatagramQueue queue, DatagramPacket into, long nanos) {
        if (leader.get() == HUB || queue.followed() >= FOLLOWED_MAX) {
            candidate.set(queue);
            selector.wakeup();
        }
        return queue.poll(into, nanos, false);
    }

    private Poll lead(DatagramQueue queue, DatagramPacket into, long nanos) {
        boolean interrupted = false;
        Poll outcome = queue.begin(into, wakeUp);
        try {
            long end = nanos == 0 ? 0 : System.nanoTime() + nanos;
            while (outcome == Poll.WAITING) {
                boolean more = readAll(queue);
                outcome = queue.isServed() ? Poll.READ : queue.state();
                interrupted |= Thread.interrupted();
                long left = nanos == 0 ? 0 : end - System.nanoTime();
                if (outcome != Poll.WAITING) {
                    break;
                } else if (mustYield()) {
                    outcome = Poll.NUDGED;
                } else if (nanos > 0 && left <= 0) {
                    outcome = Poll.TIMED_OUT;
                } else if (!more) {
                    selector.select(NOTHING, Math.ceilDiv(left, 1_000_000L));
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            // The hub ends, and closes its facades.
            outcome = Poll.NUDGED;
            hubClaims = true;
        } finally {
            queue.end();
            stopLeading(outcome);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return outcome;
    }

    private boolean mustYield() {
        return hubClaims || candidate.get() != null;
    }

    private void stopLeading(Poll outcome) {
        if (outcome == Poll.CLOSED) {
            hubClaims = true;
        }
        turns++;
        leader.set(null);
        nudgeCandidate();
        if (hubRests || hubClaims) {
            hubRests = false;
            LockSupport.unpark(hub);
        }
    }

    private void nudgeCandidate() {
        DatagramQueue next = candidate.get() == null ? null : candidate.getAndSet(null);
        if (next != null) {
            next.nudge();
        }
    }

    /**
     * Reads what waits at the sockets until a facade has what it waits for.
     *
     * @param served that facade's queue; null for the hub
     * @return whether something may be left
     */
    private boolean readAll(DatagramQueue served) {
        UdpSocket[] sockets = driver.readable();
        boolean more = false;
        for (int i = 0; i < sockets.length; i++) {
            // A socket that has always something to read must not keep the others waiting.
            UdpSocket socket = sockets[(i + Math.floorMod(rotation, sockets.length)) % sockets.length];
            int count = 0;
            while (count < BATCH && readOne(socket)) {
                count++;
                if (served != null && served.isServed()) {
                    rotation++;
                    return true;
                }
            }
            more |= count == BATCH;
        }
        return more;
    }

    private boolean readOne(UdpSocket socket) {
        try {
            InetSocketAddress source = socket.receive(buffer);
            if (source == null) {
                return false;
            }
            driver.received(socket, source, buffer);
            return true;
        } catch (IOException e) {
            failures.put(socket, e);
            hubClaims = true;
            return false;
        } catch (RuntimeException e) {
            // One mistake must not end the thread on which a connection depends.
            log.bug(e);
            return true;
        }
    }

    // The hub's thread

    /** To be called by the hub's thread before it does anything else here. */
    void begin() {
        hub = Thread.currentThread();
    }

    /** Wakes the hub's thread, wherever it sleeps. Any thread may call it. */
    void wakeHub() {
        if (hubSelects) {
            selector.wakeup();
        } else {
            LockSupport.unpark(hub);
        }
    }

    /** Whether the hub's thread leads; starts to if it wants to and nobody else does. */
    boolean hubLeads() {
        if (leader.get() != HUB && hubClaims && leader.compareAndSet(null, HUB)) {
            hubClaims = false;
            hubSelects = true;
        }
        return leader.get() == HUB;
    }

    /** Sleeps until something can be read, and reads it; then yields to whoever wants to lead. Only while leading. */
    void select(long millis) throws IOException {
        selector.select(NOTHING, millis);
        readAll(null);
        if (candidate.get() != null && failures.isEmpty()) {
            hubSelects = false;
            turnsSeen = turns;
            lastSeenNanos = System.nanoTime();
            leader.set(null);
            nudgeCandidate();
        }
    }

    /** Sleeps while others lead, and claims the lead if nobody does. */
    void guard(long millis) {
        long now = System.nanoTime();
        boolean led = leader.get() != null;
        boolean moved = turns != turnsSeen;
        turnsSeen = turns;
        if (led || moved) {
            lastSeenNanos = now;
        }
        if (led && !moved) {
            rest(TimeUnit.MILLISECONDS.toNanos(millis));
        } else if (now - lastSeenNanos >= ABSENCE.toNanos()) {
            hubClaims = true;
            lookNanos = ABSENCE.toNanos();
        } else {
            LockSupport.parkNanos(this, Math.min(TimeUnit.MILLISECONDS.toNanos(millis), lookNanos));
            lookNanos = Math.min(lookNanos + MORE_RARELY.toNanos(), RARELY.toNanos());
        }
    }

    private void rest(long nanos) {
        hubRests = true;
        // Whoever stopped leading before that may not have seen it.
        if (leader.get() != null && !hubClaims) {
            LockSupport.parkNanos(this, nanos);
        }
        hubRests = false;
    }

    /**
     * Looks for sockets that somebody closed: no selector tells. To be called by the hub's thread every now and then.
     */
    void lookForClosed() {
        for (UdpSocket socket : driver.readable()) {
            if (!socket.isOpen() && failures.putIfAbsent(socket, new ClosedChannelException()) == null) {
                hubClaims = true;
                selector.wakeup();
            }
        }
    }

    /** Whether sockets failed and are to be replaced. */
    boolean hasFailures() {
        return !failures.isEmpty();
    }

    /** Sockets that failed since the last call, and why. To be called while the hub's thread leads. */
    Map<UdpSocket, IOException> takeFailures() {
        Map<UdpSocket, IOException> taken = new LinkedHashMap<>(failures);
        failures.keySet().removeAll(taken.keySet());
        return taken;
    }
}
