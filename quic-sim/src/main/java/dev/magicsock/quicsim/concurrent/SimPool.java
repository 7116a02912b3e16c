package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the executors of {@link Executors} are in woven code: at most so many threads, made when they are needed, and an
 * unbounded queue ordered by when things are due and then by when they came.
 */
public class SimPool extends AbstractExecutorService implements ScheduledExecutorService {

    private final TreeSet<SimFutureTask<?>> queue = new TreeSet<>(
            Comparator.<SimFutureTask<?>>comparingLong(SimFutureTask::dueNanos)
                    .thenComparingLong(SimFutureTask::sequence));
    private final WaitQueue workers = new WaitQueue("work");
    private final WaitQueue terminated = new WaitQueue("the end of an executor");
    private final List<SimThread> threads = new ArrayList<>();
    private final int maxThreads;
    private final SimThreadFactory factory;
    private long nextSequence;
    private boolean shutdown;

    SimPool(int threads, SimThreadFactory factory) {
        if (threads < 0) {
            throw new IllegalArgumentException();
        }
        this.maxThreads = Math.max(1, threads);
        this.factory = Objects.requireNonNull(factory);
    }

    @Override
    public void execute(Runnable command) {
        add(Executors.callable(command), 0, 0);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        throw new IllegalStateException("tasks are made by add");
    }

    @Override
    public Future<?> submit(Runnable task) {
        return add(Executors.callable(task), 0, 0);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return add(Executors.callable(task, result), 0, 0);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return add(task, 0, 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(first), positive(unit.toNanos(period)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(first), -positive(unit.toNanos(delay)));
    }

    private static long positive(long period) {
        if (period <= 0) {
            throw new IllegalArgumentException();
        }
        return period;
    }

    private <V> SimFutureTask<V> add(Callable<V> body, long delayNanos, long period) {
        if (shutdown) {
            throw new RejectedExecutionException("the executor has been shut down");
        }
        Kernel kernel = Kernel.current();
        SimFutureTask<V> task = new SimFutureTask<>(this, body, nextSequence++,
                kernel.deadline(Math.max(0, delayNanos)), period);
        queue.add(task);
        if (threads.size() < maxThreads) {
            addWorker();
        } else {
            workers.wakeOne();
        }
        kernel.yieldPoint();
        return task;
    }

    private void addWorker() {
        SimThread worker = factory.newThread(this::work);
        threads.add(worker);
        worker.start();
    }

    /** A periodic task is due again. */
    void again(SimFutureTask<?> task) {
        queue.add(task);
        workers.wakeOne();
    }

    private void work() {
        boolean endedByItself = false;
        try {
            for (SimFutureTask<?> next = take(); next != null; next = take()) {
                next.run();
            }
            endedByItself = true;
        } finally {
            threads.remove(SimThread.currentThread());
            if (endedByItself && isTerminated()) {
                terminated.wakeAll();
            }
        }
    }

    /** Waits for what is due next; null if there will be nothing more. */
    private SimFutureTask<?> take() {
        while (true) {
            queue.removeIf(SimFutureTask::isCancelled);
            long nanos = queue.isEmpty() ? Kernel.FOREVER : Kernel.current().until(queue.getFirst().dueNanos());
            if (nanos <= 0) {
                return queue.pollFirst();
            }
            if (shutdown && queue.isEmpty()) {
                workers.wakeAll();
                return null;
            }
            try {
                Waits.once(workers, nanos);
            } catch (InterruptedException shutDownOrMeantForATask) {
                continue;
            }
        }
    }

    /** Nothing more is taken; what waits is still done, except for what is periodic. */
    @Override
    public void shutdown() {
        shutdown = true;
        queue.stream().filter(SimFutureTask::isPeriodic).toList().forEach(task -> task.cancel(false));
        workers.wakeAll();
        Kernel.current().yieldPoint();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> never = new ArrayList<>(queue);
        queue.clear();
        List.copyOf(threads).forEach(SimThread::interrupt);
        workers.wakeAll();
        return never;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && threads.isEmpty();
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
        return Waits.until(this::isTerminated, terminated, unit.toNanos(time));
    }

    /** Not needed by anything woven. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
        throw new UnsupportedOperationException();
    }
}
