package dev.magicsock.quicsim.kernel;

import dev.magicsock.quicsim.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** Tasks that could run, in the order in which they became ready. */
final class ReadyList implements Scheduler.ReadyThreads {

    private final List<Task> tasks = new ArrayList<>();

    void add(Task task) {
        tasks.add(task);
    }

    Task remove(int index) {
        return tasks.remove(index);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    @Override
    public int size() {
        return tasks.size();
    }

    @Override
    public int id(int index) {
        return tasks.get(index).id();
    }
}
