package dev.magicsock.punch;

/** What a {@link Puncher} can do. All of it is bounded and paced by the implementation, so it may ask freely. */
public interface PunchActions {

    /** Sends one 41-byte punch packet to every candidate. */
    void punchAll();

    /** Sends one Ping to every candidate that is no validated path. */
    void pingAll();

    /** Sends a series of Pings, tight at first and then ever rarer, to every candidate that is no validated path. */
    void probeAll();

    /**
     * Tells the remote our addresses through a relay.
     *
     * @return whether it was sent: not without a relay that has taken us in, and not without an address to tell
     */
    boolean callMeMaybe();
}
