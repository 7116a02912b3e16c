package dev.magicsock.quicsim.kernel;

import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * The threads of one simulated process, on a virtual clock: one of them runs at a time, until it waits or makes way,
 * and which one that is follows from the seed.
 *
 * <p>It is driven from outside, like everything on a simulated host: {@link #run} lets everything happen that can
 * happen by an instant, {@link #nextDeadline} says when there will be more. Woven code reaches it through
 * {@link #current} and what is built on it.
 *
 * <p>Not thread-safe: one thread drives it. Several kernels may be driven by one thread.
 */
public final class Kernel implements AutoCloseable {

    /** For waits without a limit. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Reading the clock takes so long, so that whoever polls it gets somewhere. */
    private static final long CLOCK_READ_NANOS = 1_000;

    /** Far more than any instant of a simulation takes; a million steps are a second of real time. */
    private static final long MAX_STEPS_AT_ONCE = 5_000_000;

    /** How often a task is told that the simulation has ended before it is left alone. */
    private static final int UNWINDING_ATTEMPTS = 50;

    private static final ScopedValue<Task> CURRENT = ScopedValue.newInstance();

    private final KernelOptions options;
    private final Scheduler scheduler;
    private final ScheduleSink schedule;
    private final RandomGenerator random;
    private final ReadyList ready = new ReadyList();
    private final TimerQueue timers = new TimerQueue();
    private final Monitors monitors = new Monitors();
    private final List<Task> alive = new ArrayList<>();
    private final List<UncaughtFailure> uncaught = new ArrayList<>();

    private int tasksMade;
    private long clock;
    private Duration unixOffset = Duration.ZERO;
    private volatile Task running;
    private boolean closing;
    private SimulationFailure failure;
    private volatile long steps;
    private volatile boolean stepping;

    /** What a task ended with. */
    public record UncaughtFailure(String task, Throwable failure) {
    }

    /**
     * Where a task waits.
     *
     * @param waitsFor in words
     * @param frames   the innermost first
     */
    public record Standing(String task, String waitsFor, List<StackTraceElement> frames) {
        public Standing {
            frames = List.copyOf(frames);
        }
    }

    public Kernel(KernelOptions options) {
        this.options = options;
        this.scheduler = options.scheduler();
        this.schedule = options.schedule();
        this.random = options.random().apply("threads");
    }

    /**
     * The kernel of the task that runs.
     *
     * @throws IllegalStateException if it is not a task that calls this
     */
    public static Kernel current() {
        return currentTask().kernel();
    }

    /**
     * The task that runs.
     *
     * @throws IllegalStateException if it is not a task that calls this
     */
    public static Task currentTask() {
        try {
            return CURRENT.get();
        } catch (NoSuchElementException e) {
            throw new IllegalStateException("woven code runs outside of a simulated thread", e);
        }
    }

    // For whoever drives it

    /** Adds a task, which will run. May be called by tasks too. */
    public Task start(String name, Runnable body) {
        Task task = create(name, body);
        start(task);
        return task;
    }

    /** Makes a task that does not run before it is started. */
    public Task create(String name, Runnable body) {
        Task[] self = new Task[1];
        Task task = new Task(this, tasksMade++, name, options.carrier(),
                () -> ScopedValue.where(CURRENT, self[0]).run(() -> runBody(self[0], body)));
        self[0] = task;
        scheduler.created(task.id());
        return task;
    }

    /** Starts a task that was created; once. */
    public void start(Task task) {
        if (task.state() != Task.State.NEW) {
            throw new IllegalThreadStateException(task + " was started before");
        }
        if (closing) {
            return;
        }
        alive.add(task);
        task.state(Task.State.READY);
        ready.add(task);
    }

    private void runBody(Task task, Runnable body) {
        try {
            body.run();
        } catch (SimulationEnded expected) {
            // So it ends here.
        } catch (Throwable thrown) {
            uncaught.add(new UncaughtFailure(task.toString(), thrown));
        }
        task.state(Task.State.ENDED);
        task.ended().wakeAll();
    }

    /**
     * Lets tasks run until all of them wait for later.
     *
     * @param nowNanos the clock of the process; it never goes back
     * @throws SimulationFailure if the simulation cannot go on; the same one again at each later call
     */
    public void run(long nowNanos) {
        if (failure != null) {
            throw failure;
        }
        clock = Math.max(clock, nowNanos);
        long limit = steps + MAX_STEPS_AT_ONCE;
        wakeDue(nowNanos);
        while (!ready.isEmpty()) {
            if (steps > limit) {
                throw fail(SimulationFailure.Kind.LIVELOCK, "threads run on and on at " + nowNanos + " ns");
            }
            step(ready.remove(ready.size() == 1 ? 0 : scheduler.pick(ready)));
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void wakeDue(long nowNanos) {
        for (Task due = timers.pollDue(nowNanos); due != null; due = timers.pollDue(nowNanos)) {
            ready(due, Wake.TIMED_OUT);
        }
    }

    private void step(Task task) {
        task.state(Task.State.RUNNING);
        schedule.runs(clock, task.id(), task.name());
        running = task;
        stepping = true;
        task.fiber().resume();
        stepping = false;
        steps++;
        running = null;
        if (task.fiber().hasEnded()) {
            alive.remove(task);
        } else if (!task.fiber().isSuspended()) {
            throw fail(SimulationFailure.Kind.UNWOVEN_BLOCKING, task + " waits in code that is not woven");
        }
    }

    /** When {@link #run} should be called again; empty if only something from outside can make a difference. */
    public OptionalLong nextDeadline() {
        return ready.isEmpty() ? timers.next() : OptionalLong.of(clock);
    }

    /** What tasks ended with that nobody caught, in order. */
    public List<UncaughtFailure> uncaught() {
        return List.copyOf(uncaught);
    }

    /** Why the simulation cannot go on, if that is so. */
    public Optional<SimulationFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What Unix time is, compared with the clock of the process. */
    public void unixOffset(Duration offset) {
        unixOffset = offset;
    }

    /** Where every task stands that waits. */
    public List<Standing> standing() {
        return TaskReport.standing(alive);
    }

    /** Where every task stands and what it waits for. */
    public String report() {
        return TaskReport.of(options.name(), clock, alive, uncaught);
    }

    /**
     * Reports that everybody waits and nothing will ever happen, which only whoever drives this can know.
     *
     * @return the failure, to be thrown
     */
    public SimulationFailure stuck(String why) {
        return fail(SimulationFailure.Kind.DEADLOCK, why);
    }

    /** How many times a task has run on. May be read by any thread. */
    long steps() {
        return steps;
    }

    /** Whether a task is running at this moment. May be read by any thread. */
    boolean isStepping() {
        return stepping;
    }

    /** Where the task that runs is about now. May be read by any thread. */
    StackTraceElement[] runningStack() {
        Task task = running;
        return task == null ? new StackTraceElement[0] : task.fiber().stack();
    }

    String name() {
        return options.name();
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Ends all tasks: whatever they wait for throws {@link SimulationEnded}. What went wrong before stays the reason.
     */
    @Override
    public void close() {
        closing = true;
        for (Task task : List.copyOf(alive)) {
            if (task.fiber().isSuspended()) {
                running = task;
                task.fiber().resume();
            }
        }
        running = null;
        alive.clear();
    }

    // For tasks, through what stands in for java.util.concurrent

    /** What the clock of the process shows, in nanoseconds, for those outside, who do not change it by looking. */
    public long clockNanos() {
        return clock;
    }

    /** The clock of the process in nanoseconds; reading it takes a microsecond. */
    public long readClock() {
        clock += CLOCK_READ_NANOS;
        return clock;
    }

    /** The instant in so many nanoseconds; {@link #FOREVER} stays that. */
    public long deadline(long nanos) {
        return nanos >= FOREVER - clock ? FOREVER : clock + nanos;
    }

    /** How long it is until an instant; not positive if it has come. */
    public long until(long deadline) {
        return deadline == FOREVER ? FOREVER : deadline - clock;
    }

    /** What is to be added to the clock of the process, counted from the epoch, to get Unix time. */
    public Duration unixOffset() {
        return unixOffset;
    }

    /** Random numbers for all threads of the process, in the order in which they ask. */
    public RandomGenerator random() {
        return random;
    }

    /** The monitors of the objects of this process. */
    public Monitors monitors() {
        return monitors;
    }

    /**
     * The task that runs waits.
     *
     * @param queue         where whoever wakes it finds it
     * @param holder        who holds what it waits for, if anybody does; else null
     * @param nanos         how long at most; {@link #FOREVER} for no limit
     * @param interruptible whether an interrupt ends it, at once if there has been one
     */
    public Wake await(WaitQueue queue, Task holder, long nanos, boolean interruptible) {
        Task task = current(queue);
        if (interruptible && task.isInterrupted()) {
            return Wake.INTERRUPTED;
        }
        if (nanos <= 0) {
            makeWay(task);
            return Wake.TIMED_OUT;
        }
        task.startWaiting(queue, holder, interruptible);
        if (nanos < FOREVER - clock) {
            timers.set(task.timer(), clock + nanos);
        } else {
            failOnCircle(task);
        }
        suspend(task);
        return task.wake();
    }

    private Task current(Object purpose) {
        if (running == null) {
            throw new IllegalStateException("no task runs that could use " + purpose);
        }
        return running;
    }

    private void failOnCircle(Task task) {
        Task holder = task.blocker();
        while (holder != null && holder != task) {
            holder = holder.blocker();
        }
        if (holder == task) {
            fail(SimulationFailure.Kind.DEADLOCK, task + " and others wait for each other");
        }
    }

    private void suspend(Task task) {
        if (!closing) {
            task.fiber().suspend();
        } else if (task.countEnding() > UNWINDING_ATTEMPTS) {
            // It catches everything and tries again: it is left here for good.
            task.fiber().suspend();
        }
        if (closing) {
            throw new SimulationEnded();
        }
    }

    /** A point at which the task that runs may lose the processor. */
    public void yieldPoint() {
        Task task = running;
        if (task != null && !closing && !ready.isEmpty() && scheduler.preempts(task.id(), ready)) {
            makeWay(task);
        }
    }

    private void makeWay(Task task) {
        task.state(Task.State.READY);
        ready.add(task);
        suspend(task);
    }

    /** A waiting task may go on. */
    void ready(Task task, Wake why) {
        timers.stop(task.timer());
        task.stopWaiting(why);
        ready.add(task);
    }

    private SimulationFailure fail(SimulationFailure.Kind kind, String why) {
        if (failure == null) {
            failure = new SimulationFailure(kind, why + System.lineSeparator() + report());
        }
        return failure;
    }
}
