package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.Task;
import dev.magicsock.quicsim.kernel.WaitQueue;
import dev.magicsock.quicsim.kernel.Wake;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** What {@link java.util.concurrent.locks.ReentrantLock} becomes in woven code. */
public final class SimReentrantLock implements Lock {

    private final WaitQueue entering = new WaitQueue("a lock");
    private Task owner;
    private int holds;

    public SimReentrantLock() {
    }

    /** As the original: fair or not, the first to wait is woken first. */
    public SimReentrantLock(boolean fair) {
    }

    @Override
    public void lock() {
        Task task = Kernel.currentTask();
        task.kernel().yieldPoint();
        while (!tryTake(task, 1)) {
            task.kernel().await(entering, owner, Kernel.FOREVER, false);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        tryLock(Kernel.FOREVER);
    }

    @Override
    public boolean tryLock() {
        return tryTake(Kernel.currentTask(), 1);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return tryLock(unit.toNanos(time));
    }

    private boolean tryLock(long nanos) throws InterruptedException {
        Task task = Kernel.currentTask();
        return Waits.until(() -> tryTake(task, 1), entering, nanos);
    }

    private boolean tryTake(Task task, int count) {
        if (owner != null && owner != task) {
            return false;
        }
        owner = task;
        holds += count;
        return true;
    }

    @Override
    public void unlock() {
        requireOwner();
        holds--;
        if (holds == 0) {
            letGo();
            Kernel.current().yieldPoint();
        }
    }

    private void letGo() {
        owner = null;
        holds = 0;
        entering.wakeOne();
    }

    private void requireOwner() {
        if (owner != Kernel.currentTask()) {
            throw new IllegalMonitorStateException();
        }
    }

    /** Whether anybody holds it. */
    public boolean isLocked() {
        return owner != null;
    }

    /** Whether the thread that runs holds it. */
    public boolean isHeldByCurrentThread() {
        return owner == Kernel.currentTask();
    }

    @Override
    public Condition newCondition() {
        return new SimCondition();
    }

    private final class SimCondition implements Condition {

        private final WaitQueue waiting = new WaitQueue("a condition");

        @Override
        public void await() throws InterruptedException {
            awaitNanos(Kernel.FOREVER);
        }

        @Override
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            return awaitNanos(unit.toNanos(time)) > 0;
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new UnsupportedOperationException("no clock of the world");
        }

        @Override
        public long awaitNanos(long nanos) throws InterruptedException {
            Task task = Kernel.currentTask();
            requireOwner();
            if (task.clearInterrupt()) {
                throw new InterruptedException();
            }
            Kernel kernel = task.kernel();
            long deadline = kernel.deadline(nanos);
            if (waitOutside(task, nanos, true) == Wake.INTERRUPTED) {
                task.clearInterrupt();
                throw new InterruptedException();
            }
            return kernel.until(deadline);
        }

        @Override
        public void awaitUninterruptibly() {
            requireOwner();
            waitOutside(Kernel.currentTask(), Kernel.FOREVER, false);
        }

        private Wake waitOutside(Task task, long nanos, boolean interruptible) {
            int held = holds;
            letGo();
            Wake wake = task.kernel().await(waiting, null, nanos, interruptible);
            while (!tryTake(task, held)) {
                task.kernel().await(entering, owner, Kernel.FOREVER, false);
            }
            return wake;
        }

        @Override
        public void signal() {
            requireOwner();
            waiting.wakeOne();
        }

        @Override
        public void signalAll() {
            requireOwner();
            waiting.wakeAll();
        }
    }
}
