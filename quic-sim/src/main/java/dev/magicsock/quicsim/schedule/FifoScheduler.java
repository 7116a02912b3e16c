package dev.magicsock.quicsim.schedule;

/** Threads run in the order in which they became ready, each until it waits. */
public final class FifoScheduler implements Scheduler {

    @Override
    public void created(int thread) {
        // All are equal.
    }

    @Override
    public int pick(ReadyThreads ready) {
        return 0;
    }

    @Override
    public boolean preempts(int running, ReadyThreads ready) {
        return false;
    }
}
