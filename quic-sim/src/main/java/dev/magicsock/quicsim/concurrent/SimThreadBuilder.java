package dev.magicsock.quicsim.concurrent;

/** What {@link Thread.Builder} becomes in woven code: an interface, since that is one. */
public interface SimThreadBuilder {

    /** Names threads. */
    SimThreadBuilder name(String name);

    /** A thread that has not been started. */
    SimThread unstarted(Runnable task);

    /** A thread that has been started. */
    default SimThread start(Runnable task) {
        SimThread thread = unstarted(task);
        thread.start();
        return thread;
    }
}
