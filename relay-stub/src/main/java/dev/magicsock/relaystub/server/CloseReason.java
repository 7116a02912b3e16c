package dev.magicsock.relaystub.server;

/** Why the relay ends a connection. */
public enum CloseReason {
    /** The signature of the client is wrong; it was told so. */
    SIGNATURE_INVALID,
    /** Access control turned the client away; it was told so. */
    ACCESS_DENIED,
    /** The client sent what is not allowed. */
    PROTOCOL_ERROR,
    /** The client did not authenticate in time. */
    ESTABLISH_TIMEOUT,
    /** A ping was not answered in time. */
    PONG_TIMEOUT,
    /** A message could not be written in time. */
    WRITE_TIMEOUT,
    /** The relay has as many connections as it may have. */
    TOO_MANY_CONNECTIONS,
    /** The longest waiting unauthenticated connection made room for a new one. */
    TOO_MANY_UNAUTHENTICATED,
    /** The oldest connection of an endpoint that opened too many. */
    TOO_MANY_DUPLICATES,
    /** An operator ended it. */
    DISCONNECTED,
    /** The relay stops. */
    STOPPED
}
