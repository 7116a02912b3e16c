package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.concurrent.TimeUnit;

/** What {@link java.util.concurrent.Semaphore} becomes in woven code. */
public final class SimSemaphore {

    private final WaitQueue waiting = new WaitQueue("a permit of a semaphore");
    private int permits;

    public SimSemaphore(int permits) {
        this.permits = permits;
    }

    /** As the original: fair or not, the first to wait is woken first. */
    public SimSemaphore(int permits, boolean fair) {
        this(permits);
    }

    /** Takes a permit. */
    public void acquire() throws InterruptedException {
        tryAcquire(1, Kernel.FOREVER);
    }

    /** Takes a permit, whatever happens. */
    public void acquireUninterruptibly() {
        Waits.uninterruptibly(() -> permits > 0, waiting);
        permits--;
    }

    /** Takes a permit if there is one. */
    public boolean tryAcquire() {
        if (permits < 1) {
            return false;
        }
        permits--;
        return true;
    }

    /** Takes a permit if there is one in time. */
    public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
        return tryAcquire(1, unit.toNanos(time));
    }

    private boolean tryAcquire(int wanted, long nanos) throws InterruptedException {
        if (!Waits.until(() -> permits >= wanted, waiting, nanos)) {
            return false;
        }
        permits -= wanted;
        return true;
    }

    /** Gives a permit back. */
    public void release() {
        release(1);
    }

    /** Gives permits back. */
    public void release(int count) {
        if (count < 0) {
            throw new IllegalArgumentException();
        }
        permits += count;
        for (int i = 0; i < count; i++) {
            waiting.wakeOne();
        }
        Kernel.current().yieldPoint();
    }

    /** How many permits there are. */
    public int availablePermits() {
        return permits;
    }

    /** Takes all permits that there are. */
    public int drainPermits() {
        int all = permits;
        permits = 0;
        return all;
    }
}
