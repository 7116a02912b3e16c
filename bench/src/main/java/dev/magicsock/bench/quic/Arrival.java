package dev.magicsock.bench.quic;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * When the bytes of a transfer arrived, before and after something changed. Thread-safe: one thread reads, others ask
 * and tell.
 */
final class Arrival {

    private final LongSupplier clock;
    private final long turningPoint;
    private final CountDownLatch turned = new CountDownLatch(1);
    private long first;
    private long last;
    private long total;
    private long changedAt;
    private long totalAtChange;
    private long stallBefore;
    private long stallAfter;

    /**
     * Nothing has arrived.
     *
     * @param turningPoint after how many bytes {@link #awaitTurningPoint} returns
     * @param clock        in nanoseconds
     */
    Arrival(long turningPoint, LongSupplier clock) {
        this.turningPoint = turningPoint;
        this.clock = clock;
    }

    /** So many bytes more were read. */
    synchronized void read(int bytes) {
        long now = clock.getAsLong();
        if (total == 0) {
            first = now;
        } else if (changedAt == 0) {
            stallBefore = Math.max(stallBefore, now - last);
        } else {
            stallAfter = Math.max(stallAfter, now - last);
        }
        last = now;
        total += bytes;
        if (total >= turningPoint) {
            turned.countDown();
        }
    }

    void awaitTurningPoint() throws InterruptedException {
        turned.await();
    }

    /** It changes now; what is under way counts as after it. */
    synchronized void changed() {
        changedAt = clock.getAsLong();
        totalAtChange = total;
    }

    synchronized long total() {
        return total;
    }

    synchronized double megabytesPerSecondBefore() {
        return totalAtChange * 1e3 / (changedAt - first);
    }

    synchronized double megabytesPerSecondAfter() {
        return (total - totalAtChange) * 1e3 / (last - changedAt);
    }

    /** The longest time without a byte, in milliseconds. */
    synchronized double stallMillisBefore() {
        return stallBefore / 1e6;
    }

    /** The same from the change on. */
    synchronized double stallMillisAfter() {
        return stallAfter / 1e6;
    }
}
