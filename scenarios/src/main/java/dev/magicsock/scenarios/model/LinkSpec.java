package dev.magicsock.scenarios.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A link: a preset, single conditions, or a preset with some conditions changed.
 *
 * <p>{@code up} leads away from the host or from a router's inside towards the internet, {@code down} the other way.
 *
 * @param preset what to start from; empty for an ideal link (no latency, no loss, no limits)
 */
public record LinkSpec(Optional<String> preset, LinkConditions up, LinkConditions down) {

    /** A link that delivers everything at once. */
    public static final LinkSpec IDEAL =
            new LinkSpec(Optional.empty(), LinkConditions.UNCHANGED, LinkConditions.UNCHANGED);

    public LinkSpec {
        Objects.requireNonNull(preset);
        Objects.requireNonNull(up);
        Objects.requireNonNull(down);
    }
}
