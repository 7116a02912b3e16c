package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.FaultWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs the starts of faults with their ends. Not thread-safe. */
final class FaultLog {

    private record Key(String name, String target) {
    }

    private final Map<Key, Instant> open = new LinkedHashMap<>();
    private final List<FaultWindow> closed = new ArrayList<>();

    void started(String name, String target, Instant now) {
        open.putIfAbsent(new Key(name, target), now);
    }

    void ended(String name, String target, Instant now) {
        Instant from = open.remove(new Key(name, target));
        if (from != null) {
            closed.add(new FaultWindow(name, target, from, now));
        }
    }

    List<FaultWindow> finish(Instant end) {
        List<FaultWindow> all = new ArrayList<>(closed);
        open.forEach((key, from) -> all.add(new FaultWindow(key.name(), key.target(), from, end)));
        all.sort(Comparator.comparing(FaultWindow::from));
        return all;
    }
}
