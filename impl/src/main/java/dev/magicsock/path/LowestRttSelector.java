package dev.magicsock.path;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The original rule: keep the path in use while it is active, else take the active one with the lowest round-trip time.
 *
 * <p>Consequently it leaves a relay as soon as a direct path is there, but never changes from one direct path to a
 * better one. {@link BiasedRttSelector} does.
 */
public final class LowestRttSelector implements PathSelector {

    private static final Comparator<PathCandidate> BEST_FIRST =
            Comparator.<PathCandidate, Boolean>comparing(path -> !path.id().kind().isDirect())
                    .thenComparing(PathCandidate::roundTrip);

    @Override
    public String name() {
        return "lowest-rtt";
    }

    @Override
    public Optional<PathCandidate> select(Optional<PathCandidate> current, List<PathCandidate> usable) {
        boolean keeps = current.isPresent() && current.get().id().kind().isDirect();
        return keeps ? current : usable.stream().min(BEST_FIRST);
    }
}
