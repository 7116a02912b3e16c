package dev.magicsock.quicsim.schedule;

import java.util.random.RandomGenerator;

/** The ways in which simulated threads can be scheduled. */
public enum SchedulerKind {
    /** In order. */
    FIFO,
    /** At random. */
    RANDOM,
    /** By random priorities that change now and then, which finds rare orders soonest. */
    PCT;

    /** A scheduler of this kind. */
    public Scheduler create(RandomGenerator random) {
        return switch (this) {
            case FIFO -> new FifoScheduler();
            case RANDOM -> new RandomScheduler(random);
            case PCT -> new PctScheduler(random);
        };
    }
}
