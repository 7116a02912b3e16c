package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.Capped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the first and the last half of a limit, and counts what is between. Not thread-safe. */
final class CappedList<T> {

    private final int headLimit;
    private final int tailLimit;
    private final List<T> head = new ArrayList<>();
    private final Deque<T> tail = new ArrayDeque<>();
    private long leftOut;

    CappedList(int limit) {
        tailLimit = limit / 2;
        headLimit = limit - tailLimit;
    }

    void add(T item) {
        if (head.size() < headLimit) {
            head.add(item);
            return;
        }
        tail.add(item);
        if (tail.size() > tailLimit) {
            tail.remove();
            leftOut++;
        }
    }

    Capped<T> toCapped() {
        List<T> items = new ArrayList<>(head);
        items.addAll(tail);
        return new Capped<>(items, leftOut, leftOut == 0 ? 0 : headLimit);
    }
}
