package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Pings at fixed offsets from a beginning, all together, to those that have not answered since. Not thread-safe.
 */
final class PingSeries {

    private final List<Duration> offsets;
    private final Set<PathId.Direct> answered = new LinkedHashSet<>();
    private Instant begun;
    private int step;

    /** @param offsets from the beginning, ascending */
    PingSeries(List<Duration> offsets) {
        this.offsets = List.copyOf(offsets);
    }

    /** Begins, or begins anew; who answered before is asked again. */
    void begin(Instant now) {
        begun = now;
        step = 0;
        answered.clear();
    }

    void stop() {
        step = offsets.size();
    }

    /** Whether there are Pings to come. */
    boolean isRunning() {
        return begun != null && step < offsets.size();
    }

    /** When the next Pings are due; null if there are none to come. */
    Instant next() {
        return isRunning() ? begun.plus(offsets.get(step)) : null;
    }

    /** An answer came by this path. */
    void onPong(PathId.Direct path) {
        if (isRunning()) {
            answered.add(path);
        }
    }

    /** Sends what is due; what was missed because the call came late is not made up for. */
    void advance(Predicate<RemotePath> wanted, PunchView view, PunchActions actions, Instant now) {
        if (!isRunning() || now.isBefore(next())) {
            return;
        }
        while (isRunning() && !now.isBefore(next())) {
            step++;
        }
        for (RemotePath path : view.paths()) {
            if (wanted.test(path) && !answered.contains(path.id())) {
                actions.ping(path.id());
            }
        }
    }
}
