package dev.magicsock.quicsim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps who ran when, up to a bound; what comes later is not kept. */
public final class ScheduleLog implements ScheduleSink {

    private final int max;
    private final List<Entry> entries = new ArrayList<>();

    /** One thread ran on. */
    public record Entry(long nanos, int thread, String name) {
        @Override
        public String toString() {
            return name + "#" + thread + " at " + nanos + " ns";
        }
    }

    /**
     * Where two schedules part.
     *
     * @param step   counts from 0
     * @param before what both did last; empty at the start
     * @param first  what the first one did then; empty if it had ended
     * @param second the same of the second one
     */
    public record Divergence(int step, Optional<Entry> before, Optional<Entry> first, Optional<Entry> second) {
        @Override
        public String toString() {
            return "step " + step + before.map(entry -> ", after " + entry).orElse("") + ": "
                    + first.map(Entry::toString).orElse("the end") + " instead of "
                    + second.map(Entry::toString).orElse("the end");
        }
    }

    /** @param max how many steps are kept; at least 1 */
    public ScheduleLog(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("a log of " + max + " steps");
        }
        this.max = max;
    }

    @Override
    public void runs(long nanos, int thread, String name) {
        if (entries.size() < max) {
            entries.add(new Entry(nanos, thread, name));
        }
    }

    /** What was kept, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The first step in which this schedule differs from another one; empty if they are equal as far as they were kept.
     */
    public Optional<Divergence> divergesFrom(ScheduleLog other) {
        int common = Math.min(entries.size(), other.entries.size());
        int step = 0;
        while (step < common && entries.get(step).equals(other.entries.get(step))) {
            step++;
        }
        if (step == entries.size() && step == other.entries.size()) {
            return Optional.empty();
        }
        return Optional.of(new Divergence(step, at(step - 1), at(step), other.at(step)));
    }

    private Optional<Entry> at(int step) {
        return step >= 0 && step < entries.size() ? Optional.of(entries.get(step)) : Optional.empty();
    }
}
