package dev.magicsock.quicsim.concurrent;

import dev.magicsock.quicsim.kernel.Kernel;
import dev.magicsock.quicsim.kernel.Task;
import dev.magicsock.quicsim.kernel.WaitQueue;
import dev.magicsock.quicsim.kernel.Wake;
import java.util.function.BooleanSupplier;

/** Waiting as {@code java.util.concurrent} does it. */
final class Waits {

    private Waits() {
    }

    /**
     * Waits once, and lets an interrupt end it with an exception.
     *
     * @return whether it was woken rather than that the time ran out
     */
    static boolean once(WaitQueue queue, long nanos) throws InterruptedException {
        Task task = Kernel.currentTask();
        Wake wake = task.kernel().await(queue, null, nanos, true);
        if (wake == Wake.INTERRUPTED) {
            task.clearInterrupt();
            throw new InterruptedException();
        }
        return wake == Wake.SIGNALLED;
    }

    /**
     * Waits until a condition holds, and lets an interrupt end it with an exception, also if the condition holds
     * already.
     *
     * @return whether it holds, rather than that the time ran out
     */
    static boolean until(BooleanSupplier condition, WaitQueue queue, long nanos) throws InterruptedException {
        Task task = Kernel.currentTask();
        if (task.clearInterrupt()) {
            throw new InterruptedException();
        }
        Kernel kernel = task.kernel();
        long deadline = kernel.deadline(nanos);
        while (!condition.getAsBoolean()) {
            if (!once(queue, kernel.until(deadline)) && kernel.until(deadline) <= 0) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Waits until a condition holds, whatever happens. */
    static void uninterruptibly(BooleanSupplier condition, WaitQueue queue) {
        Kernel kernel = Kernel.current();
        while (!condition.getAsBoolean()) {
            kernel.await(queue, null, Kernel.FOREVER, false);
        }
    }
}
