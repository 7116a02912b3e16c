package dev.magicsock.quicsim.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** What {@link java.util.concurrent.Executors} becomes in woven code. */
public final class SimExecutors {

    private SimExecutors() {
    }

    /** As the original. */
    public static SimThreadFactory defaultThreadFactory() {
        return task -> new SimThread(task, "pool");
    }

    /** As the original. */
    public static ExecutorService newSingleThreadExecutor() {
        return newFixedThreadPool(1, defaultThreadFactory());
    }

    /** As the original. */
    public static ExecutorService newSingleThreadExecutor(SimThreadFactory factory) {
        return newFixedThreadPool(1, factory);
    }

    /** As the original. */
    public static ExecutorService newFixedThreadPool(int threads) {
        return newFixedThreadPool(threads, defaultThreadFactory());
    }

    /** As the original. */
    public static ExecutorService newFixedThreadPool(int threads, SimThreadFactory factory) {
        if (threads < 1) {
            throw new IllegalArgumentException();
        }
        return new SimPool(threads, factory);
    }

    /** As the original. */
    public static ScheduledExecutorService newSingleThreadScheduledExecutor() {
        return newScheduledThreadPool(1);
    }

    /** As the original. */
    public static ScheduledExecutorService newSingleThreadScheduledExecutor(SimThreadFactory factory) {
        return newScheduledThreadPool(1, factory);
    }

    /** As the original. */
    public static ScheduledExecutorService newScheduledThreadPool(int threads) {
        return newScheduledThreadPool(threads, defaultThreadFactory());
    }

    /** As the original. */
    public static ScheduledExecutorService newScheduledThreadPool(int threads, SimThreadFactory factory) {
        return new SimPool(threads, factory);
    }
}
