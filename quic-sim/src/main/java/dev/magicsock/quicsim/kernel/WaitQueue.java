package dev.magicsock.quicsim.kernel;

import java.util.ArrayDeque;

/** Tasks that wait for the same thing, the first to come first. Confined to the tasks of one kernel. */
public final class WaitQueue {

    private final ArrayDeque<Task> tasks = new ArrayDeque<>(2);
    private final String about;

    /** @param about what is waited for, for reports: {@code "monitor"}, {@code "semaphore"} ... */
    public WaitQueue(String about) {
        this.about = about;
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many wait. */
    public int size() {
        return tasks.size();
    }

    /** Lets the first one go on; does nothing if nobody waits. */
    public void wakeOne() {
        Task first = tasks.pollFirst();
        if (first != null) {
            first.kernel().ready(first, Wake.SIGNALLED);
        }
    }

    /** Lets all go on. */
    public void wakeAll() {
        while (!tasks.isEmpty()) {
            wakeOne();
        }
    }

    String about() {
        return about;
    }

    void add(Task task) {
        tasks.addLast(task);
    }

    void remove(Task task) {
        tasks.remove(task);
    }
}
