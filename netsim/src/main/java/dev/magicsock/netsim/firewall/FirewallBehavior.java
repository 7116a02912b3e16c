package dev.magicsock.netsim.firewall;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.Refresh;
import java.time.Duration;

/**
 * What can be chosen about a stateful firewall.
 *
 * @param filtering which remote endpoints may send to an internal endpoint that has sent something
 * @param udp       lifetimes of UDP flows
 * @param stream    lifetimes of streams
 * @param refresh   which packets refresh a flow
 * @param flows     how many flows of each transport it remembers; packets that would open more are dropped
 */
public record FirewallBehavior(FilteringBehavior filtering, Lifetimes udp, Lifetimes stream, Refresh refresh,
        int flows) {

    /** RFC 6092 section 3.2: no less than two minutes, five recommended. */
    private static final Duration RECOMMENDED_UDP_LIFETIME = Duration.ofMinutes(5);
    private static final int MANY_FLOWS = 1 << 16;
    /** Keeps a table that is full within some hundred megabytes. */
    private static final int MOST_FLOWS = 1 << 20;

    public FirewallBehavior {
        if (flows < 1 || flows > MOST_FLOWS) {
            throw new IllegalArgumentException("a firewall remembers 1 to " + MOST_FLOWS + " flows, not " + flows);
        }
    }

    /** The lifetimes that RFC 6092 recommends, refreshed by packets in both directions. */
    public static FirewallBehavior of(FilteringBehavior filtering) {
        return new FirewallBehavior(
                filtering, Lifetimes.udp(RECOMMENDED_UDP_LIFETIME), Lifetimes.STREAM, Refresh.BOTH, MANY_FLOWS);
    }

    /** The same with other lifetimes of UDP flows. */
    public FirewallBehavior withUdp(Lifetimes lifetimes) {
        return new FirewallBehavior(filtering, lifetimes, stream, refresh, flows);
    }
}
