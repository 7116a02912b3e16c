package dev.magicsock.bench.quic;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Gives on what it is given, in order and each after the same time, on a thread of its own. */
final class DelayLine implements AutoCloseable {

    private final long delayNanos;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private record Entry(long dueNanos, Runnable action) {
    }

    DelayLine(String name, long delayNanos) {
        this.delayNanos = delayNanos;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    void add(Runnable action) {
        waiting.add(new Entry(System.nanoTime() + delayNanos, action));
    }

    private void run() {
        try {
            while (!closed) {
                Entry next = waiting.take();
                for (long left = next.dueNanos() - System.nanoTime(); left > 0 && !closed;
                        left = next.dueNanos() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                next.action().run();
            }
        } catch (InterruptedException closing) {
            // Nobody needs what is left.
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
