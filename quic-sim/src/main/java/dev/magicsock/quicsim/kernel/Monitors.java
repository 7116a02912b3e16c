package dev.magicsock.quicsim.kernel;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The monitors of objects (JLS section 17.1): what {@code synchronized}, {@code wait} and {@code notify} become.
 * Confined to the tasks of one kernel.
 *
 * <p>A monitor exists while somebody holds it or waits for it. The table is never iterated over, so that identities do
 * not matter.
 */
public final class Monitors {

    private final Map<Object, Monitor> monitors = new IdentityHashMap<>();

    /** Nobody's at the moment; monitors come and go with every uncontended block. */
    private final ArrayDeque<Monitor> idle = new ArrayDeque<>();

    private static final class Monitor {
        private final WaitQueue entering = new WaitQueue("a monitor");
        private final WaitQueue waiting = new WaitQueue("a notification");
        private Task owner;
        private int holds;
    }

    /** Enters the monitor of an object, when nobody else holds it any more. */
    public void enter(Object object) {
        Task task = Kernel.currentTask();
        task.kernel().yieldPoint();
        lock(object, task, 1);
    }

    private void lock(Object object, Task task, int holds) {
        while (true) {
            // Looked up again each time: a monitor that is let go of altogether leaves the table.
            Monitor monitor = monitorOf(object);
            if (monitor.owner == null || monitor.owner == task) {
                monitor.owner = task;
                monitor.holds += holds;
                return;
            }
            task.kernel().await(monitor.entering, monitor.owner, Kernel.FOREVER, false);
        }
    }

    private Monitor monitorOf(Object object) {
        Monitor monitor = monitors.get(object);
        if (monitor == null) {
            monitor = fresh();
            monitors.put(object, monitor);
        }
        return monitor;
    }

    private Monitor fresh() {
        return idle.isEmpty() ? new Monitor() : idle.removeLast();
    }

    /**
     * Leaves the monitor of an object.
     *
     * @throws IllegalMonitorStateException if the task that runs does not hold it
     */
    public void exit(Object object) {
        Task task = Kernel.currentTask();
        if (task.kernel().isClosing()) {
            // Whatever was waiting inside has lost it.
            return;
        }
        Monitor monitor = held(object, task);
        monitor.holds--;
        if (monitor.holds == 0) {
            release(object, monitor);
            task.kernel().yieldPoint();
        }
    }

    private void release(Object object, Monitor monitor) {
        monitor.owner = null;
        monitor.holds = 0;
        monitor.entering.wakeOne();
        if (monitor.entering.isEmpty() && monitor.waiting.isEmpty()) {
            monitors.remove(object);
            idle.addLast(monitor);
        }
    }

    private Monitor held(Object object, Task task) {
        Monitor monitor = monitors.get(object);
        if (monitor == null || monitor.owner != task) {
            throw new IllegalMonitorStateException("current thread is not owner");
        }
        return monitor;
    }

    /**
     * Lets go of the monitor until somebody notifies.
     *
     * @param millis how long at most; 0 for no limit
     */
    public void await(Object object, long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        Task task = Kernel.currentTask();
        Monitor monitor = held(object, task);
        if (task.clearInterrupt()) {
            throw new InterruptedException();
        }
        int holds = monitor.holds;
        monitor.owner = null;
        monitor.holds = 0;
        monitor.entering.wakeOne();
        long nanos = millis == 0 ? Kernel.FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
        Wake wake = task.kernel().await(monitor.waiting, null, nanos, true);
        lock(object, task, holds);
        if (wake == Wake.INTERRUPTED) {
            task.clearInterrupt();
            throw new InterruptedException();
        }
    }

    /** Lets one go on that waits for a notification. */
    public void signal(Object object) {
        held(object, Kernel.currentTask()).waiting.wakeOne();
    }

    /** Lets all go on that wait for a notification. */
    public void signalAll(Object object) {
        held(object, Kernel.currentTask()).waiting.wakeAll();
    }
}
