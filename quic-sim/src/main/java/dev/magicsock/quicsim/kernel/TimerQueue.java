package dev.magicsock.quicsim.kernel;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Deadlines of tasks that wait, ordered by (time, the order in which they were set). */
final class TimerQueue {

    private final TreeSet<Timer> timers = new TreeSet<>(
            Comparator.comparingLong((Timer timer) -> timer.deadline).thenComparingLong(timer -> timer.sequence));
    private long nextSequence;

    /** The deadline of one task, which has at most one. */
    static final class Timer {
        private final Task task;
        private long deadline;
        private long sequence;
        private boolean set;

        Timer(Task task) {
            this.task = task;
        }
    }

    void set(Timer timer, long deadlineNanos) {
        stop(timer);
        timer.deadline = deadlineNanos;
        timer.sequence = nextSequence++;
        timer.set = true;
        timers.add(timer);
    }

    void stop(Timer timer) {
        if (timer.set) {
            timers.remove(timer);
            timer.set = false;
        }
    }

    OptionalLong next() {
        return timers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(timers.getFirst().deadline);
    }

    /** The first task whose deadline has come, which loses it; null if there is none. */
    Task pollDue(long nowNanos) {
        if (timers.isEmpty() || timers.getFirst().deadline > nowNanos) {
            return null;
        }
        Timer timer = timers.pollFirst();
        timer.set = false;
        return timer.task;
    }
}
