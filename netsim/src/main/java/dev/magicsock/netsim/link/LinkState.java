package dev.magicsock.netsim.link;

/** Whether a direction of a link carries packets. */
public enum LinkState {
    /** It carries packets as its conditions say. */
    UP,
    /** It is cut; what was under way is lost. */
    DOWN,
    /** It looks up but loses every packet that is sent from now on. */
    DEAD
}
