package dev.magicsock.quicsim.kernel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Watches kernels on the wall clock: a task that runs and runs, or that waits where it cannot be moved aside, holds up
 * everything, and nobody inside could tell. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {

    private static final int LOOKS_PER_PERIOD = 4;

    /** No thread computes for so long between two waits, on however slow a machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** As for every failure of the laboratory itself. */
    private static final int INTERNAL_ERROR = 3;

    private final Duration patience;
    private final Consumer<String> alarm;
    private final Thread thread;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();

    private static final class Watched {
        private final Kernel kernel;
        private final Thread driver;
        private long lastStep = -1;
        private int looks;

        Watched(Kernel kernel, Thread driver) {
            this.kernel = kernel;
            this.driver = driver;
        }
    }

    /**
     * Starts watching.
     *
     * @param patience how long one task may run without a break
     * @param alarm    told what is going on, on a thread of its own, at most once per kernel and period
     */
    public Watchdog(Duration patience, Consumer<String> alarm) {
        this.patience = patience;
        this.alarm = alarm;
        this.thread = Thread.ofPlatform().daemon().name("quic-sim-watchdog").start(this::run);
    }

    /** One that ends the process with status 3 when it sees something, since nothing else could. */
    public static Watchdog halting() {
        return new Watchdog(PATIENCE, report -> {
            System.err.println("quic-sim: " + report);
            Runtime.getRuntime().halt(INTERNAL_ERROR);
        });
    }

    /** Watches a kernel that is driven by the thread that calls this. */
    public void watch(Kernel kernel) {
        watched.add(new Watched(kernel, Thread.currentThread()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(patience.dividedBy(LOOKS_PER_PERIOD));
                watched.forEach(this::look);
            }
        } catch (InterruptedException closed) {
            // Nobody is interested any more.
        }
    }

    private void look(Watched one) {
        long step = one.kernel.steps();
        if (!one.kernel.isStepping() || step != one.lastStep) {
            one.lastStep = step;
            one.looks = 0;
            return;
        }
        one.looks++;
        if (one.looks == LOOKS_PER_PERIOD) {
            one.looks = 0;
            alarm.accept(report(one));
        }
    }

    private String report(Watched one) {
        StringBuilder text = new StringBuilder("a thread of ").append(one.kernel.name())
                .append(" has been running for ").append(patience.toMillis()).append(" ms of real time\n");
        for (StackTraceElement frame : one.kernel.runningStack()) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append("  driven by ").append(one.driver.getName()).append('\n');
        for (StackTraceElement frame : one.driver.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }
}
