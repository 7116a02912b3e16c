package dev.magicsock.netsim.element;

/**
 * An element between the inside and the outside of a network, such as a NAT or a firewall.
 *
 * <p>It has two ports and sends through two outlets. Several in a row sit between a router and its upstream link; the
 * one next to the router is the innermost.
 */
public interface Middlebox extends Element {

    /** Packets that come from the inside, on their way out. */
    int INSIDE = 0;
    /** Packets that come from the outside, on their way in. */
    int OUTSIDE = 1;
}
