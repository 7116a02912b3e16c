package dev.magicsock.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs independent tasks on several threads; the results come in the order of the tasks, whoever ran them. */
final class Workers {

    /** Tasks handed over at a time: enough that nobody waits, few enough that a million of them need no memory. */
    private static final int BATCH_PER_WORKER = 64;

    /** What is done with results. */
    interface Sink<T, E extends Exception> {
        void accept(int task, T result) throws E;
    }

    private final int count;

    /** @param count at least one */
    Workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("work needs a worker");
        }
        this.count = count;
    }

    /** As many as the machine has processors. */
    static int usual() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Does the tasks 0 to {@code tasks - 1}.
     *
     * @param task is called from several threads at once
     * @param sink is called on the calling thread, in the order of the tasks
     */
    <T, E extends Exception> void run(int tasks, IntFunction<T> task, Sink<T, E> sink) throws E {
        try (ExecutorService threads = Executors.newFixedThreadPool(count, Workers::daemon)) {
            for (int from = 0; from < tasks; from += count * BATCH_PER_WORKER) {
                int to = Math.min(tasks, from + count * BATCH_PER_WORKER);
                List<Future<T>> batch = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    int number = i;
                    batch.add(threads.submit(() -> task.apply(number)));
                }
                for (int i = from; i < to; i++) {
                    sink.accept(i, result(batch.get(i - from)));
                }
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
