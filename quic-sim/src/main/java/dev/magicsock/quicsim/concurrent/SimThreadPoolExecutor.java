package dev.magicsock.quicsim.concurrent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What {@link java.util.concurrent.ThreadPoolExecutor} becomes in woven code, for queues without a bound only: then it
 * never has more than its core threads, and those it keeps.
 */
public final class SimThreadPoolExecutor extends SimPool {

    public SimThreadPoolExecutor(int core, int max, long keepAlive, TimeUnit unit, BlockingQueue<Runnable> queue,
                                 SimThreadFactory factory) {
        super(core, factory);
        if (core < 0 || max < 1 || max < core || keepAlive < 0) {
            throw new IllegalArgumentException();
        }
        if (queue.remainingCapacity() != Integer.MAX_VALUE) {
            throw new UnsupportedOperationException("a pool with a bounded queue");
        }
    }
}
