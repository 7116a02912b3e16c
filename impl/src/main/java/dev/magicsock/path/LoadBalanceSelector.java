package dev.magicsock.path;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Spreads flows over all direct paths of about equal round-trip time.
 *
 * <p>The unit is the flow (one facade, so normally one QUIC connection), never the datagram, because a connection whose
 * packets overtake each other takes the disorder for loss. A single flow therefore gains nothing. Several flows gain
 * only if the paths do not share their bottleneck; where they share it, or where one path is much thinner than the
 * others, the flows on it are slower than they would be on the best path: this selector knows round-trip times, not
 * capacities. Whenever the set of paths changes, flows may move.
 */
public final class LoadBalanceSelector implements PathSelector {

    /** Paths slower than the best by more than a quarter and this much are left out. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    private final BiasedRttSelector primary = new BiasedRttSelector();

    @Override
    public String name() {
        return "load-balance";
    }

    @Override
    public Optional<PathCandidate> select(Optional<PathCandidate> current, List<PathCandidate> usable) {
        return primary.select(current, usable);
    }

    @Override
    public List<PathCandidate> carriers(PathCandidate selected, List<PathCandidate> usable) {
        if (!selected.id().kind().isDirect()) {
            return List.of(selected);
        }
        Duration limit = selected.roundTrip().multipliedBy(5).dividedBy(4).plus(TOLERANCE);
        return usable.stream()
                .filter(path -> path.id().kind().isDirect())
                .filter(path -> path.equals(selected) || path.roundTrip().compareTo(limit) <= 0)
                .toList();
    }
}
