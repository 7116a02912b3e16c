package dev.magicsock.scenarios.record;

import dev.magicsock.core.Observation;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunEvent.Kind;
import dev.magicsock.reports.recorder.RunRecorder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes into the record what MagicSocks say: decisions as events in words, frequent matters as counters. */
final class ObservationLog {

    private final RunRecorder recorder;
    private final Consumer<RunEvent> events;
    private final Cast cast;
    private final LastWords lastWords;
    private final Map<String, Map<String, Long>> counts = new TreeMap<>();
    private final Map<Class<?>, String> counterNames = new LinkedHashMap<>();

    ObservationLog(RunRecorder recorder, Consumer<RunEvent> events, Cast cast, LastWords lastWords) {
        this.recorder = recorder;
        this.events = events;
        this.cast = cast;
        this.lastWords = lastWords;
    }

    void add(String endpoint, Observation observation, Instant now) {
        counts.computeIfAbsent(endpoint, _ -> new TreeMap<>()).merge(counter(observation), 1L, Long::sum);
        ObservationWords.of(observation, cast).ifPresent(words -> write(endpoint, peer(observation), words, now));
    }

    private void write(String endpoint, Optional<String> peer, ObservationWords words, Instant now) {
        events.accept(new RunEvent(now, words.decision() ? Kind.DECISION : Kind.OBSERVATION, endpoint, peer,
                words.name(), endpoint + " " + words.text(), words.reason(), List.of()));
        String clause = endpoint + " " + words.text() + (words.reason().isEmpty() ? "" : ": " + words.reason());
        peer.ifPresent(about -> lastWords.add(endpoint, about, clause, now));
    }

    private Optional<String> peer(Observation observation) {
        return observation instanceof Observation.OfRemote ofRemote ? cast.name(ofRemote.remote()) : Optional.empty();
    }

    private String counter(Observation observation) {
        return observation instanceof Observation.DatagramDropped dropped
                ? "dropped-" + dropped.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : counterNames.computeIfAbsent(observation.getClass(), ObservationLog::kebab);
    }

    private static String kebab(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    void writeCounters() {
        counts.forEach((endpoint, ofEndpoint) -> ofEndpoint.forEach((name, count) ->
                recorder.counter(new Counter(endpoint, name, "times", count))));
    }
}
