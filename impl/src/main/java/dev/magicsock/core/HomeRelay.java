package dev.magicsock.core;

import dev.magicsock.identity.RelayUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the relay at which others find us: the one with the lowest latency, with some reluctance to move.
 *
 * <p>A relay is as good as its best latency of the last five minutes. The present one is left only for one below two
 * thirds of the latency that it has now, because a move has to reach everybody who knows our address. The rule is that
 * of iroh and Tailscale (path management section 7). Not thread-safe.
 */
final class HomeRelay {

    /** How long a measurement counts. */
    private static final Duration MEMORY = Duration.ofMinutes(5);

    /** Measurements kept per relay: more often than every 15 s the relay client does not measure. */
    private static final int MEASUREMENTS_MAX = 32;

    private final Map<RelayUrl, Deque<Measurement>> measurements = new LinkedHashMap<>();
    private RelayUrl home;

    private record Measurement(Instant at, Duration latency) {
    }

    /** The present home; empty until a relay has answered. */
    Optional<RelayUrl> current() {
        return Optional.ofNullable(home);
    }

    /** A relay answered. */
    void measured(RelayUrl relay, Duration latency, Instant now) {
        Deque<Measurement> known = measurements.computeIfAbsent(relay, url -> new ArrayDeque<>());
        if (known.size() == MEASUREMENTS_MAX) {
            known.removeFirst();
        }
        known.addLast(new Measurement(now, latency));
    }

    /** A relay cannot be reached: what it once was counts no more. */
    void lost(RelayUrl relay) {
        measurements.remove(relay);
    }

    /** Chooses anew; returns the new home if it is another one. With nothing measured the old one is kept. */
    Optional<RelayUrl> choose(Instant now) {
        Optional<Map.Entry<RelayUrl, Duration>> best = latencies(now).entrySet().stream()
                .min(Comparator.comparing(Map.Entry::getValue));
        if (best.isEmpty() || best.get().getKey().equals(home) || !isWorthAMove(best.get().getValue(), now)) {
            return Optional.empty();
        }
        home = best.get().getKey();
        return Optional.of(home);
    }

    private boolean isWorthAMove(Duration latency, Instant now) {
        Duration present = presentLatency(now);
        return present == null || latency.multipliedBy(3).compareTo(present.multipliedBy(2)) < 0;
    }

    /** What the home measured last; null if that is too long ago. */
    private Duration presentLatency(Instant now) {
        Deque<Measurement> known = home == null ? null : measurements.get(home);
        return known == null || !isFresh(known.getLast(), now) ? null : known.getLast().latency();
    }

    private static boolean isFresh(Measurement measurement, Instant now) {
        return now.isBefore(measurement.at().plus(MEMORY));
    }

    private Map<RelayUrl, Duration> latencies(Instant now) {
        Map<RelayUrl, Duration> best = new LinkedHashMap<>();
        for (Map.Entry<RelayUrl, Deque<Measurement>> relay : measurements.entrySet()) {
            relay.getValue().stream()
                    .filter(measurement -> isFresh(measurement, now))
                    .map(Measurement::latency)
                    .min(Comparator.naturalOrder())
                    .ifPresent(latency -> best.put(relay.getKey(), latency));
        }
        return best;
    }
}
