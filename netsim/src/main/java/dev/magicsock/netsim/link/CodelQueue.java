package dev.magicsock.netsim.link;

import dev.magicsock.netsim.clock.EventQueue;
import dev.magicsock.netsim.clock.Timer;
import dev.magicsock.netsim.packet.Packet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bandwidth behind a queue that drops by how long packets had to wait, as RFC 8289 section 5 has it.
 *
 * <p>Whether a packet is dropped depends on what waits behind it when its turn comes, so packets wait here instead of
 * being sent ahead of time. Bounded by {@link QueueLimit.Codel#packets}; what comes then is refused.
 */
final class CodelQueue {

    /** What becomes of packets whose turn has come. */
    interface Exit {
        /** @param leftNanos when its last bit has left */
        void transmit(Packet packet, long leftNanos, long nowNanos);

        void dropStanding(Packet packet, long nowNanos);
    }

    private record Waiting(Packet packet, long sinceNanos) {
    }

    /** A pause of this many intervals ends what was learnt about the flow (section 5.5). */
    private static final int MEMORY_INTERVALS = 16;

    private final QueueLimit.Codel limit;
    private final long bitsPerSecond;
    private final int mtuBytes;
    private final long targetNanos;
    private final long intervalNanos;
    private final Exit exit;
    private final Timer turn;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private long waitingBytes;
    private long busyUntil;

    /** When the waiting time will have been too long for an interval; 0 while it is short enough. */
    private long firstAboveTime;
    private boolean dropping;
    private long dropNext;
    private int count;
    private int lastCount;

    /** @param busyUntil when what was sent before will be through */
    CodelQueue(QueueLimit.Codel limit, long bitsPerSecond, int mtuBytes, long busyUntil, EventQueue events, Exit exit) {
        this.limit = limit;
        this.bitsPerSecond = bitsPerSecond;
        this.mtuBytes = mtuBytes;
        this.targetNanos = limit.target().toNanos();
        this.intervalNanos = limit.interval().toNanos();
        this.busyUntil = busyUntil;
        this.exit = exit;
        this.turn = new Timer(events, this::serve);
    }

    int size() {
        return waiting.size();
    }

    long waitingBytes() {
        return waitingBytes;
    }

    long busyUntil() {
        return busyUntil;
    }

    /** Sends nothing before that time. */
    void holdUntil(long timeNanos) {
        busyUntil = Math.max(busyUntil, timeNanos);
        if (!waiting.isEmpty()) {
            turn.setAt(busyUntil);
        }
    }

    /** Takes a packet, and sends it at once if nothing is in its way; false if there is no room. */
    boolean offer(Packet packet, long nowNanos) {
        if (waiting.isEmpty() && busyUntil <= nowNanos) {
            firstAboveTime = 0;
            dropping = false;
            transmit(packet, nowNanos);
            return true;
        }
        if (waiting.size() >= limit.packets()) {
            return false;
        }
        if (waiting.isEmpty()) {
            turn.setAt(busyUntil);
        }
        waiting.add(new Waiting(packet, nowNanos));
        waitingBytes += packet.sizeBytes();
        return true;
    }

    /** Takes out the packet whose turn would come next, or null. */
    Packet removeFirst() {
        Waiting first = waiting.poll();
        if (first == null) {
            return null;
        }
        if (waiting.isEmpty()) {
            turn.stop();
        }
        waitingBytes -= first.packet.sizeBytes();
        return first.packet;
    }

    private void serve(long now) {
        Packet packet = dequeue(now);
        if (packet != null) {
            transmit(packet, now);
        }
        if (!waiting.isEmpty()) {
            turn.setAt(busyUntil);
        }
    }

    private void transmit(Packet packet, long now) {
        busyUntil = now + Bottleneck.serializationNanos(packet.sizeBytes(), bitsPerSecond);
        exit.transmit(packet, busyUntil, now);
    }

    private Packet dequeue(long now) {
        Waiting next = waiting.peek();
        boolean mayDrop = hasStoodTooLong(next, now);
        if (dropping) {
            return dequeueWhileDropping(mayDrop, now);
        }
        if (mayDrop) {
            exit.dropStanding(removeFirst(), now);
            hasStoodTooLong(waiting.peek(), now);
            dropping = true;
            int since = count - lastCount;
            count = since > 1 && now - dropNext < MEMORY_INTERVALS * intervalNanos ? since : 1;
            dropNext = controlLaw(now);
            lastCount = count;
        }
        return removeFirst();
    }

    private Packet dequeueWhileDropping(boolean mayDropFirst, long now) {
        boolean mayDrop = mayDropFirst;
        dropping = mayDrop;
        while (dropping && now >= dropNext) {
            exit.dropStanding(removeFirst(), now);
            count++;
            mayDrop = hasStoodTooLong(waiting.peek(), now);
            if (mayDrop) {
                dropNext = controlLaw(dropNext);
            } else {
                dropping = false;
            }
        }
        return removeFirst();
    }

    /** Section 5.6: true once packets have had to wait longer than the target for a whole interval. */
    private boolean hasStoodTooLong(Waiting next, long now) {
        if (next == null || now - next.sinceNanos < targetNanos || waitingBytes - next.packet.sizeBytes() <= mtuBytes) {
            firstAboveTime = 0;
            return false;
        }
        if (firstAboveTime == 0) {
            firstAboveTime = now + intervalNanos;
            return false;
        }
        return now >= firstAboveTime;
    }

    /** Section 5.3: drops come closer to each other with the square root of their number. */
    private long controlLaw(long time) {
        return time + (long) (intervalNanos / Math.sqrt(count));
    }
}
