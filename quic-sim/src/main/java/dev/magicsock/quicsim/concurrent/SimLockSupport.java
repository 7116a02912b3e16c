package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;

/** What {@link java.util.concurrent.locks.LockSupport} becomes in woven code. */
public final class SimLockSupport {

    private SimLockSupport() {
    }

    /** Waits for the permit of the thread that runs, or an interrupt. */
    public static void park() {
        SimThread.currentThread().park(Kernel.FOREVER);
    }

    /** Waits for the permit of the thread that runs, or an interrupt. */
    public static void park(Object blocker) {
        park();
    }

    /** Waits for the permit of the thread that runs, or an interrupt, at most so long. */
    public static void parkNanos(long nanos) {
        if (nanos > 0) {
            SimThread.currentThread().park(nanos);
        }
    }

    /** Waits for the permit of the thread that runs, or an interrupt, at most so long. */
    public static void parkNanos(Object blocker, long nanos) {
        parkNanos(nanos);
    }

    /** Gives a thread its permit. */
    public static void unpark(SimThread thread) {
        if (thread != null) {
            thread.unpark();
            Kernel.current().yieldPoint();
        }
    }
}
