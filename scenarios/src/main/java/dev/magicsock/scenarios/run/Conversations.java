package dev.magicsock.scenarios.run;

import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who connects to whom in a script, and who sends to whom when. */
final class Conversations {

    private final Set<Direction> connects = new LinkedHashSet<>();
    private final Map<Direction, List<Span>> traffic = new LinkedHashMap<>();

    private record Direction(String from, String to) {
    }

    private record Span(Duration from, Duration until) {
        boolean covers(Duration at) {
            return from.compareTo(at) <= 0 && until.compareTo(at) > 0;
        }
    }

    Conversations(Scenario scenario) {
        for (ScriptStep step : scenario.script()) {
            if (step.action() instanceof ScriptAction.Connect(String from, String to)) {
                connects.add(new Direction(from, to));
            }
            if (step.action() instanceof ScriptAction.Traffic sent) {
                add(sent.from(), sent.to(), new Span(step.at(), sent.until()));
                if (sent.bothWays()) {
                    add(sent.to(), sent.from(), new Span(step.at(), sent.until()));
                }
            }
        }
    }

    private void add(String from, String to, Span span) {
        traffic.computeIfAbsent(new Direction(from, to), _ -> new ArrayList<>()).add(span);
    }

    /** Whether an endpoint is told to connect to another. */
    boolean connects(String from, String to) {
        return connects.contains(new Direction(from, to));
    }

    /** Whether an endpoint ever sends anything to another. */
    boolean sends(String from, String to) {
        return traffic.containsKey(new Direction(from, to));
    }

    /** Whether an endpoint sends to another from this time on, or goes on to. */
    boolean sendsAt(Duration at, String from, String to) {
        return traffic.getOrDefault(new Direction(from, to), List.of()).stream().anyMatch(span -> span.covers(at));
    }
}
