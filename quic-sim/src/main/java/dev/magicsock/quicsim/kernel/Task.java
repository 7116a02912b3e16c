package dev.magicsock.quicsim.kernel;

/**
 * One simulated thread. Confined to the thread that runs its kernel, and to the tasks themselves, of which one runs at
 * a time.
 */
public final class Task {

    /** Where a task stands in its life. */
    public enum State { NEW, READY, RUNNING, WAITING, ENDED }

    private final Kernel kernel;
    private final int id;
    private final String name;
    private final Fiber fiber;
    private final WaitQueue ended = new WaitQueue("the end of a thread");

    private State state = State.NEW;
    private boolean interrupted;
    private Object attachment;

    // While it waits.
    private WaitQueue waitsIn;
    private Task blocker;
    private boolean interruptible;
    private Wake wake;
    private final TimerQueue.Timer timer;
    private int endings;

    Task(Kernel kernel, int id, String name, Carrier carrier, Runnable body) {
        this.kernel = kernel;
        this.id = id;
        this.name = name;
        this.timer = new TimerQueue.Timer(this);
        this.fiber = carrier.fiber(name, body);
    }

    /** Whose it is. */
    public Kernel kernel() {
        return kernel;
    }

    /** Counts up from 0 in the order in which tasks are made. */
    public int id() {
        return id;
    }

    /** What it was called when it was made; not unique. */
    public String name() {
        return name;
    }

    /** Where it stands. */
    public State state() {
        return state;
    }

    /** Where those wait who want to see its end. */
    public WaitQueue ended() {
        return ended;
    }

    /** What the simulated {@code Thread} keeps here: itself. */
    public Object attachment() {
        return attachment;
    }

    /** Keeps something for {@link #attachment}. */
    public void attach(Object value) {
        attachment = value;
    }

    /** Whether it has been interrupted and has not noticed. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** Interrupts it, which ends a wait that can be interrupted. */
    public void interrupt() {
        interrupted = true;
        if (state == State.WAITING && interruptible) {
            kernel.ready(this, Wake.INTERRUPTED);
        }
    }

    /** Takes note of an interrupt: returns whether there was one, and forgets it. */
    public boolean clearInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    Fiber fiber() {
        return fiber;
    }

    TimerQueue.Timer timer() {
        return timer;
    }

    void state(State next) {
        state = next;
    }

    void startWaiting(WaitQueue queue, Task holder, boolean canBeInterrupted) {
        state = State.WAITING;
        waitsIn = queue;
        blocker = holder;
        interruptible = canBeInterrupted;
        queue.add(this);
    }

    void stopWaiting(Wake why) {
        waitsIn.remove(this);
        waitsIn = null;
        blocker = null;
        wake = why;
        state = State.READY;
    }

    /** Counts how often it was told that the simulation has ended. */
    int countEnding() {
        return ++endings;
    }

    Wake wake() {
        return wake;
    }

    /** Who holds what it waits for; null if that is nobody in particular. */
    Task blocker() {
        return blocker;
    }

    /** What it waits for; null if it does not wait. */
    WaitQueue waitsIn() {
        return waitsIn;
    }

    @Override
    public String toString() {
        return name + "#" + id;
    }
}
