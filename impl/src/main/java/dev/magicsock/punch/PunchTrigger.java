package dev.magicsock.punch;

/** What a {@link Puncher} hears. */
public enum PunchTrigger {
    /** The remote became known, or the application wants to reach it again after a pause. */
    WANTED,
    /** There are new addresses to try. */
    CANDIDATES_ADDED,
    /** A relay through which the remote may be reached has taken us in. */
    RELAY_CONNECTED,
    /** The remote told its addresses through a relay; they are among the candidates already. */
    CALL_ME_MAYBE_RECEIVED,
    /** Our own addresses changed, so the remote has to be told. */
    OWN_ADDRESSES_CHANGED,
    /** The first direct path was validated. */
    DIRECT_PATH_FOUND,
    /** The last direct path was given up. */
    DIRECT_PATH_LOST,
    /** The instant of {@link Puncher#nextDeadline} has come, or an earlier one. */
    DEADLINE
}
