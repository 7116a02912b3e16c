package dev.magicsock.probe;

/** Why a datagram with the magic of a probe is not a valid one. */
public enum ProbeRejection {

    /** Too short for header, box and the first two bytes of a message. */
    TOO_SHORT,

    /** Does not start with the magic. */
    WRONG_MAGIC,

    /** The box was not sealed by the sender for this receiver, or was changed on the way. */
    NOT_AUTHENTIC,

    /** The version after the message type is not 0. */
    UNKNOWN_VERSION,

    /** The type is none of Ping, Pong, CallMeMaybe. */
    UNKNOWN_TYPE,

    /** The body of a message is too short, or has bytes behind its end where none are allowed. */
    WRONG_LENGTH,

    /** The header, or a Ping inside the box, names another sender than the one whose secret opens it. */
    SENDER_MISMATCH,

    /** A Pong observes neither an address nor a relay URL. */
    INVALID_OBSERVATION
}
