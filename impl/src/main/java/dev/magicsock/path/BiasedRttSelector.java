package dev.magicsock.path;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * iroh's rule, the default: direct before relay; among equals the lowest round-trip time, with a small preference for
 * IPv6 and for staying.
 *
 * <p>A path of another tier is taken at once. Within a tier the path in use is left only for one that is at least 5 ms
 * better. The numbers are those of iroh 1.0's {@code biased_rtt_path_selector}.
 */
public final class BiasedRttSelector implements PathSelector {

    /** What IPv6 is thought to be worth: no translator is on the way that could forget the flow. */
    private static final Duration IPV6_ADVANTAGE = Duration.ofMillis(3);

    /** Below this gain a change costs more (a new congestion window) than it brings. */
    private static final Duration STICKINESS = Duration.ofMillis(5);

    private static final Comparator<PathCandidate> BEST_FIRST =
            Comparator.comparing(BiasedRttSelector::isFallback).thenComparing(BiasedRttSelector::biased);

    @Override
    public String name() {
        return "biased-rtt";
    }

    @Override
    public Optional<PathCandidate> select(Optional<PathCandidate> current, List<PathCandidate> usable) {
        Optional<PathCandidate> best = usable.stream().min(BEST_FIRST);
        if (current.isEmpty() || best.isEmpty()) {
            return best;
        }
        return isWorthAChange(current.get(), best.get()) ? best : current;
    }

    private static boolean isWorthAChange(PathCandidate current, PathCandidate best) {
        if (isFallback(current) != isFallback(best)) {
            return isFallback(current);
        }
        return biased(best).plus(STICKINESS).compareTo(biased(current)) <= 0;
    }

    private static boolean isFallback(PathCandidate path) {
        return !path.id().kind().isDirect();
    }

    private static Duration biased(PathCandidate path) {
        return path.id().kind() == PathKind.IPV6 ? path.roundTrip().minus(IPV6_ADVANTAGE) : path.roundTrip();
    }
}
