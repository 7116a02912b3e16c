package dev.magicsock.reports.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of virtual time during which one side sent over the same path.
 *
 * @param from   inclusive
 * @param until  exclusive; the end of the run for the last one
 * @param routes the addresses in use; several while in doubt, none where there is no path
 * @param reason why the path became this one
 */
public record PathInterval(Instant from, Instant until, PathKind kind, List<Route> routes, String reason) {

    public PathInterval {
        Check.order(from, until);
        Objects.requireNonNull(kind, "kind");
        routes = List.copyOf(routes);
        Objects.requireNonNull(reason, "reason");
    }

    /** How long it lasted. */
    public Duration length() {
        return Duration.between(from, until);
    }
}
