package dev.magicsock.netsim.link;

/**
 * A link between a host or router and the network that it is attached to.
 *
 * @param name unique in the network, such as {@code alice/eth0} or {@code home/uplink}
 * @param up   away from the attached host or router
 * @param down towards it
 */
public record Link(String name, LinkDirection up, LinkDirection down) {

    /** Changes both directions for packets that come from now on. */
    public void change(LinkProfile profile) {
        up.change(profile.up());
        down.change(profile.down());
    }

    /** Turns both directions up, down or dead. */
    public void turn(LinkState state, long nowNanos) {
        up.turn(state, nowNanos);
        down.turn(state, nowNanos);
    }
}
