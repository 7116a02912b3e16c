package dev.magicsock.quicsim.kernel;

import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.quicsim.schedule.ScheduleSink;
import dev.magicsock.quicsim.schedule.SchedulerKind;

/** Kernels for tests. */
public final class Kernels {

    private Kernels() {
    }

    /** In order, on virtual threads. */
    public static Kernel fifo() {
        return of(SchedulerKind.FIFO, 1, Carrier.virtual(), ScheduleSink.NONE);
    }

    /** Any. */
    public static Kernel of(SchedulerKind kind, long seed, Carrier carrier, ScheduleSink sink) {
        RandomForks forks = new RandomForks(seed);
        return new Kernel(new KernelOptions("test", kind.create(forks.fork("schedule")), carrier, forks::fork, sink));
    }

    /** Lets a kernel run until nothing is left to do; time jumps from deadline to deadline. */
    public static void runToEnd(Kernel kernel) {
        kernel.run(0);
        for (var next = kernel.nextDeadline(); next.isPresent(); next = kernel.nextDeadline()) {
            kernel.run(next.getAsLong());
        }
    }
}
