package dev.magicsock.netsim.fault;

/** Which directions of a link. */
public enum Way {
    /** From the attached host or router towards the network. */
    UP,
    /** From the network towards the attached host or router. */
    DOWN,
    /** Both directions. */
    BOTH
}
