package dev.magicsock.quicsim.schedule;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** Any thread that is ready may run next, and a running one makes way now and then. */
public final class RandomScheduler implements Scheduler {

    /** One in so many chances to make way is taken: threads run for a while, and yet every place gets its turn. */
    private static final int PREEMPT_ONE_IN = 8;

    private final RandomGenerator random;

    public RandomScheduler(RandomGenerator random) {
        this.random = Objects.requireNonNull(random);
    }

    @Override
    public void created(int thread) {
        // All are equal.
    }

    @Override
    public int pick(ReadyThreads ready) {
        return ready.size() == 1 ? 0 : random.nextInt(ready.size());
    }

    @Override
    public boolean preempts(int running, ReadyThreads ready) {
        return random.nextInt(PREEMPT_ONE_IN) == 0;
    }
}
