package dev.magicsock.path;

import java.time.Duration;
import java.util.Objects;

/**
 * A path as a {@link PathSelector} sees it: usable at this moment.
 *
 * @param id        its name
 * @param roundTrip its smoothed round-trip time; zero if it was never measured
 */
public record PathCandidate(PathId id, Duration roundTrip) {
    public PathCandidate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(roundTrip, "roundTrip");
    }
}
