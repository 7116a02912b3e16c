package dev.magicsock.quicsim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Probabilistic concurrency testing (Burckhardt and others, "A randomized scheduler with probabilistic guarantees of
 * finding bugs", ASPLOS 2010): every thread has a random priority, the highest that is ready runs, and now and then the
 * running one drops below all others.
 *
 * <p>A bug that needs {@code d} things to happen in one order is found with a probability that one run alone bounds
 * from below. The paper draws a fixed number of change points over a run whose length is known; here, where it is not,
 * each point at which a thread could make way is one with a small probability, which gives the same for every stretch
 * of the run.
 */
public final class PctScheduler implements Scheduler {

    /** About the number of scheduling points in a handshake and a short transfer. */
    private static final int CHANGE_ONE_IN = 2_000;

    private final RandomGenerator random;
    private final List<Double> priorities = new ArrayList<>();
    private double lowest;

    public PctScheduler(RandomGenerator random) {
        this.random = Objects.requireNonNull(random);
    }

    @Override
    public void created(int thread) {
        // Above zero; those that were lowered are below, each below the one before.
        priorities.add(random.nextDouble());
    }

    @Override
    public int pick(ReadyThreads ready) {
        int best = 0;
        for (int i = 1; i < ready.size(); i++) {
            if (priorities.get(ready.id(i)) > priorities.get(ready.id(best))) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public boolean preempts(int running, ReadyThreads ready) {
        if (random.nextInt(CHANGE_ONE_IN) == 0) {
            lowest--;
            priorities.set(running, lowest);
        }
        return priorities.get(ready.id(pick(ready))) > priorities.get(running);
    }
}
