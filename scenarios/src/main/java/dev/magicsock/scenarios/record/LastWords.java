package dev.magicsock.scenarios.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What each endpoint said about its way to each other one, in order of time. */
final class LastWords {

    /** Per pair of endpoints; later words push out the earliest. */
    private static final int MAX_KEPT = 1000;

    private final Map<String, NavigableMap<Instant, String>> words = new LinkedHashMap<>();

    void add(String from, String about, String clause, Instant now) {
        NavigableMap<Instant, String> said = words.computeIfAbsent(from + " " + about, _ -> new TreeMap<>());
        said.put(now, clause);
        if (said.size() > MAX_KEPT) {
            said.pollFirstEntry();
        }
    }

    Optional<String> of(String from, String about, Instant until) {
        return Optional.ofNullable(words.get(from + " " + about))
                .map(said -> said.floorEntry(until))
                .map(Map.Entry::getValue);
    }
}
