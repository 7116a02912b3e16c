package dev.magicsock.quicsim.concurrent;

/** What {@link java.util.concurrent.ThreadFactory} becomes in woven code. */
@FunctionalInterface
public interface SimThreadFactory {

    /** A thread that has not been started. */
    SimThread newThread(Runnable task);
}
