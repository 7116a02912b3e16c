package dev.magicsock.netsim.link;

import java.time.Duration;
import java.util.Objects;

/**
 * The conditions of both directions of a link.
 *
 * @param up   from the attached host or router towards the network
 * @param down from the network towards the attached host or router
 */
public record LinkProfile(LinkConditions up, LinkConditions down) {

    public LinkProfile {
        Objects.requireNonNull(up, "up");
        Objects.requireNonNull(down, "down");
    }

    /** The same in both directions. */
    public static LinkProfile both(LinkConditions conditions) {
        return new LinkProfile(conditions, conditions);
    }

    /** Perfect in both directions, apart from the time that each takes. */
    public static LinkProfile ofLatency(Duration oneWay) {
        return both(LinkConditions.ofLatency(oneWay));
    }
}
