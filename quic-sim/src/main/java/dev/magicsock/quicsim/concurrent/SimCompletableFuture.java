package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a {@link CompletableFuture} is in woven code: the original, except for what waits or keeps time.
 *
 * <p>{@code AsyncX} methods run what they are given on a thread of their own.
 */
public final class SimCompletableFuture<T> extends CompletableFuture<T> {

    private final WaitQueue waiting = new WaitQueue("a future");
    private boolean hasWaiters;

    public SimCompletableFuture() {
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new SimCompletableFuture<>();
    }

    @Override
    public Executor defaultExecutor() {
        return task -> new SimThread(task, "future").start();
    }

    @Override
    public boolean complete(T value) {
        boolean first = super.complete(value);
        Kernel.current().yieldPoint();
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean first = super.completeExceptionally(failure);
        Kernel.current().yieldPoint();
        return first;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        wakeOnCompletion();
        Waits.until(this::isDone, waiting, Kernel.FOREVER);
        return super.get();
    }

    @Override
    public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        wakeOnCompletion();
        if (!Waits.until(this::isDone, waiting, unit.toNanos(time))) {
            throw new TimeoutException();
        }
        return super.get();
    }

    @Override
    public T join() {
        wakeOnCompletion();
        Waits.uninterruptibly(this::isDone, waiting);
        return super.join();
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long time, TimeUnit unit) {
        return onTimeout(time, unit, () -> complete(value));
    }

    @Override
    public CompletableFuture<T> orTimeout(long time, TimeUnit unit) {
        return onTimeout(time, unit, () -> completeExceptionally(new TimeoutException()));
    }

    private CompletableFuture<T> onTimeout(long time, TimeUnit unit, Runnable action) {
        if (!isDone()) {
            new SimThread(() -> awaitOr(unit.toNanos(time), action), "future-timeout").start();
        }
        return this;
    }

    private void awaitOr(long nanos, Runnable action) {
        try {
            wakeOnCompletion();
            if (!Waits.until(this::isDone, waiting, nanos)) {
                action.run();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread", e);
        }
    }

    /** However it completes: many of the ways lead past the methods here. */
    private void wakeOnCompletion() {
        if (!hasWaiters && !isDone()) {
            hasWaiters = true;
            super.whenComplete((_, _) -> waiting.wakeAll());
        }
    }
}
