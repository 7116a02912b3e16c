package dev.magicsock.path;

/** Who says that a remote may be reached at an address, the most trustworthy first. */
public enum CandidateSource {
    /** The user or discovery. Only these addresses may carry data before anything has been answered. */
    GIVEN,
    /** The source of a probe that the remote's key has sealed. Anybody may have replayed it from there. */
    OBSERVED,
    /** The remote itself, in a CallMeMaybe through a relay. */
    CALL_ME_MAYBE,
    /** The source of a punch packet. It is not authenticated: anybody may have sent it. */
    PUNCH
}
