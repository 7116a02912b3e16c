package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.concurrent.TimeUnit;

/** What {@link java.util.concurrent.CountDownLatch} becomes in woven code. */
public final class SimCountDownLatch {

    private final WaitQueue waiting = new WaitQueue("a latch");
    private long count;

    public SimCountDownLatch(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count < 0");
        }
        this.count = count;
    }

    /** Counts down; at zero everybody goes on. */
    public void countDown() {
        if (count > 0 && --count == 0) {
            waiting.wakeAll();
        }
        Kernel.current().yieldPoint();
    }

    /** What is left. */
    public long getCount() {
        return count;
    }

    /** Waits for zero. */
    public void await() throws InterruptedException {
        Waits.until(() -> count == 0, waiting, Kernel.FOREVER);
    }

    /** Waits for zero, and says whether it came in time. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return Waits.until(() -> count == 0, waiting, unit.toNanos(time));
    }
}
