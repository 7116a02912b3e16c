package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;

/** What {@code synchronized} and the methods of {@link Object} about monitors become in woven code. */
public final class SimMonitor {

    private SimMonitor() {
    }

    /** The start of a {@code synchronized} block. */
    public static void enter(Object object) {
        Kernel.current().monitors().enter(object);
    }

    /** The end of a {@code synchronized} block. */
    public static void exit(Object object) {
        Kernel.current().monitors().exit(object);
    }

    /** As {@link Object#wait()}. */
    public static void await(Object object) throws InterruptedException {
        await(object, 0);
    }

    /** As {@link Object#wait(long)}. */
    public static void await(Object object, long millis) throws InterruptedException {
        Kernel.current().monitors().await(object, millis);
    }

    /** As {@link Object#notify}. */
    public static void signal(Object object) {
        Kernel.current().monitors().signal(object);
    }

    /** As {@link Object#notifyAll}. */
    public static void signalAll(Object object) {
        Kernel.current().monitors().signalAll(object);
    }
}
