package dev.magicsock.core;

/** Why a datagram ended here. */
public enum DropReason {
    /** Its first bytes are of no protocol that is spoken here. */
    UNKNOWN_PROTOCOL,
    /** Its source is one of the addresses that exist only inside a MagicSock. */
    MAPPED_SOURCE,
    /** It arrived on a socket that is not ours any more. */
    UNKNOWN_SOCKET,
    /** A probe that cannot be opened or read, or is not sealed by whom it should be. */
    INVALID_PROBE,
    /** A Pong to no Ping that is waiting, or not from where the Ping went. */
    UNEXPECTED_PONG,
    /** A punch packet that is too old, or from the future. */
    STALE_PUNCH,
    /** A punch packet that names nobody we want to reach. */
    UNKNOWN_PUNCHER,
    /** A CallMeMaybe that did not come through a relay. */
    CALL_ME_MAYBE_OUTSIDE_RELAY,
    /** A STUN message that answers no request of ours. */
    UNEXPECTED_STUN,
    /** More work for its sender than the rate limit allows. */
    RATE_LIMITED,
    /** This endpoint uses relays only. */
    DIRECT_DISABLED,
    /** The application sent to an address that maps to no remote. */
    UNKNOWN_DESTINATION,
    /** There is no way to the remote: no usable address and no relay. */
    NO_PATH,
    /** The relay connection's queue is full, or it stayed disconnected for too long. */
    RELAY_QUEUE,
    /** All remotes that may be kept are in use. */
    TOO_MANY_REMOTES,
    /** A datagram without content; no path can carry it. */
    EMPTY,
    /** Larger than a relay frame can carry. */
    TOO_LARGE
}
