package dev.magicsock.quicsim.kernel;

/**
 * Something that runs until it suspends itself, and goes on when it is resumed. Only one fiber of a kernel runs at any
 * time, and whoever resumed it waits meanwhile.
 */
abstract class Fiber {

    private volatile boolean suspended = true;
    private volatile boolean ended;

    /** Lets it run until it suspends itself or ends. Called from outside of any fiber. */
    abstract void resume();

    /** Waits until it is resumed. Called by itself. */
    abstract void suspend();

    /** Where it stands; of a fiber that runs on, only a glimpse. */
    abstract StackTraceElement[] stack();

    /** Whether it has come back to whoever resumed it of its own will. */
    final boolean isSuspended() {
        return suspended;
    }

    final boolean hasEnded() {
        return ended;
    }

    final void markSuspended(boolean value) {
        suspended = value;
    }

    final void markEnded() {
        ended = true;
    }
}
