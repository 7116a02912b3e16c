package dev.magicsock.quicsim.schedule;

/**
 * Decides which of the simulated threads that could run does. Deterministic: its decisions follow from what it was told
 * and from the random generator that it was given.
 */
public sealed interface Scheduler permits FifoScheduler, RandomScheduler, PctScheduler {

    /** A thread was made; ids count up from 0. */
    void created(int thread);

    /**
     * Picks the next thread to run.
     *
     * @param ready at least one, in the order in which they became ready
     * @return an index into {@code ready}
     */
    int pick(ReadyThreads ready);

    /**
     * Whether a thread that could go on makes way for one that is ready; asked at every point where a real thread might
     * lose the processor with consequences: when it locks, unlocks, signals or starts another one.
     *
     * @param ready at least one, in the order in which they became ready
     */
    boolean preempts(int running, ReadyThreads ready);

    /** Threads that could run, by their ids. */
    interface ReadyThreads {
        /** How many. */
        int size();

        /** The id of one of them. */
        int id(int index);
    }
}
