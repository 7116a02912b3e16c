package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.Task;
import dev.magicsock.quicsim.kernel.Wake;
import dev.magicsock.quicsim.kernel.WaitQueue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What {@link Thread} becomes in woven code. */
public final class SimThread implements Runnable {

    private final Runnable target;
    private final Kernel kernel;
    private final Task task;
    private final boolean virtual;
    private boolean daemon;
    private boolean started;

    // LockSupport's permit.
    private final WaitQueue parked = new WaitQueue("a permit");
    private boolean permit;

    public SimThread(Runnable target) {
        this(target, "thread");
    }

    public SimThread(Runnable target, String name) {
        this(target, name, false);
    }

    SimThread(Runnable target, String name, boolean virtual) {
        this.target = target;
        this.kernel = Kernel.current();
        this.virtual = virtual;
        this.task = kernel.create(name, this::run);
        task.attach(this);
    }

    private record Builder(String threadName, boolean virtual) implements SimThreadBuilder {

        @Override
        public SimThreadBuilder name(String name) {
            return new Builder(name, virtual);
        }

        @Override
        public SimThread unstarted(Runnable task) {
            return new SimThread(task, threadName, virtual);
        }
    }

    /** Stands for a task that was started from outside of woven code. */
    private SimThread(Task task) {
        this.target = () -> { };
        this.kernel = task.kernel();
        this.virtual = false;
        this.task = task;
        this.started = true;
        task.attach(this);
    }

    /** The thread that runs. */
    public static SimThread currentThread() {
        Task task = Kernel.currentTask();
        return task.attachment() instanceof SimThread known ? known : new SimThread(task);
    }

    /** What {@link Thread#ofVirtual} is to threads: here there is one kind only. */
    public static SimThreadBuilder ofVirtual() {
        return new Builder("", true);
    }

    /** What {@link Thread#ofPlatform} is to threads: here there is one kind only. */
    public static SimThreadBuilder ofPlatform() {
        return new Builder("", false);
    }

    /** Waits for a while. */
    public static void sleep(long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        sleepNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Waits for a while. */
    public static void sleep(Duration duration) throws InterruptedException {
        sleepNanos(duration.toNanos());
    }

    private static void sleepNanos(long nanos) throws InterruptedException {
        Waits.once(new WaitQueue("the end of its sleep"), nanos);
    }

    /** Lets others run, if the scheduler says so. */
    public static void yield() {
        Kernel.current().yieldPoint();
    }

    /** A hint without effect. */
    public static void onSpinWait() {
        Kernel.current().yieldPoint();
    }

    /** Whether the thread that runs has been interrupted, which it forgets. */
    public static boolean interrupted() {
        return Kernel.currentTask().clearInterrupt();
    }

    /** Starts it. */
    public void start() {
        if (started) {
            throw new IllegalThreadStateException();
        }
        started = true;
        kernel.start(task);
        kernel.yieldPoint();
    }

    @Override
    public void run() {
        if (target != null) {
            target.run();
        }
    }

    /** Interrupts it; without effect if it does not run. */
    public void interrupt() {
        if (isAlive()) {
            task.interrupt();
            Kernel.current().yieldPoint();
        }
    }

    /** Whether it has been interrupted. */
    public boolean isInterrupted() {
        return task.isInterrupted();
    }

    /** Whether it has been started and has not ended. */
    public boolean isAlive() {
        return started && task.state() != Task.State.ENDED;
    }

    /** Whether it was made as a virtual thread. */
    public boolean isVirtual() {
        return virtual;
    }

    /** Waits until it has ended. */
    public void join() throws InterruptedException {
        join(0);
    }

    /** Waits until it has ended, at most so long; 0 for no limit. */
    public void join(long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (isAlive()) {
            Waits.once(task.ended(), millis == 0 ? Kernel.FOREVER : TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** Remembered only. */
    public void setDaemon(boolean on) {
        daemon = on;
    }

    /** What {@link #setDaemon} said. */
    public boolean isDaemon() {
        return daemon;
    }

    /** What it was called when it was made. */
    public String getName() {
        return task.name();
    }

    /** Without effect: names are for the log. */
    public void setName(String name) {
        // A task keeps the name under which it is in the schedule.
    }

    /** Its number. */
    public long threadId() {
        return task.id();
    }

    /** As {@link java.util.concurrent.locks.LockSupport#unpark}. */
    void unpark() {
        if (parked.isEmpty()) {
            permit = true;
        } else {
            parked.wakeOne();
        }
    }

    /** As {@link java.util.concurrent.locks.LockSupport#parkNanos}. */
    void park(long nanos) {
        if (permit) {
            permit = false;
            return;
        }
        if (kernel.await(parked, null, nanos, true) == Wake.SIGNALLED) {
            permit = false;
        }
    }

    @Override
    public String toString() {
        return "Thread[" + task + "]";
    }
}
