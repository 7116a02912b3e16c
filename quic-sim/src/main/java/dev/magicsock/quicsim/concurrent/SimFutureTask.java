package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One thing for an executor to do, now, later or again and again. */
final class SimFutureTask<V> implements RunnableScheduledFuture<V> {

    private enum State { WAITING, RUNNING, DONE, FAILED, CANCELLED }

    private final WaitQueue waiting = new WaitQueue("a task of an executor");
    private final Callable<V> body;
    private final SimPool pool;
    private final long sequence;
    /** Zero: only once. Positive: at a fixed rate. Negative: with a fixed delay. */
    private final long period;

    private State state = State.WAITING;
    private long dueNanos;
    private V result;
    private Throwable failure;
    private SimThread runner;

    SimFutureTask(SimPool pool, Callable<V> body, long sequence, long dueNanos, long period) {
        this.pool = pool;
        this.body = body;
        this.sequence = sequence;
        this.dueNanos = dueNanos;
        this.period = period;
    }

    long sequence() {
        return sequence;
    }

    long dueNanos() {
        return dueNanos;
    }

    @Override
    public boolean isPeriodic() {
        return period != 0;
    }

    @Override
    public void run() {
        if (state != State.WAITING) {
            return;
        }
        state = State.RUNNING;
        runner = SimThread.currentThread();
        try {
            V value = body.call();
            if (state == State.RUNNING) {
                succeeded(value);
            }
        } catch (Exception thrown) {
            if (state == State.RUNNING) {
                failed(thrown);
            }
        } finally {
            runner = null;
        }
    }

    private void succeeded(V value) {
        if (period == 0 || pool.isShutdown()) {
            result = value;
            end(period == 0 ? State.DONE : State.CANCELLED);
            return;
        }
        state = State.WAITING;
        dueNanos = period > 0 ? dueNanos + period : Kernel.current().deadline(-period);
        pool.again(this);
    }

    private void failed(Throwable thrown) {
        failure = thrown;
        end(State.FAILED);
    }

    private void end(State last) {
        state = last;
        waiting.wakeAll();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        if (isDone()) {
            return false;
        }
        SimThread running = runner;
        end(State.CANCELLED);
        if (mayInterrupt && running != null) {
            running.interrupt();
        }
        return true;
    }

    @Override
    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return state != State.WAITING && state != State.RUNNING;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        Waits.until(this::isDone, waiting, Kernel.FOREVER);
        return outcome();
    }

    @Override
    public V get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!Waits.until(this::isDone, waiting, unit.toNanos(time))) {
            throw new TimeoutException();
        }
        return outcome();
    }

    private V outcome() throws ExecutionException {
        return switch (state) {
            case DONE -> result;
            case FAILED -> throw new ExecutionException(failure);
            case CANCELLED -> throw new CancellationException();
            case WAITING, RUNNING -> throw new IllegalStateException("not done");
        };
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Kernel.current().until(dueNanos), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
