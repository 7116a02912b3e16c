package dev.magicsock.relaystub.server;

/** Why a relay did not pass a datagram frame on. */
public enum RelayServerDrop {
    /** The destination is not connected; the sender is not told. */
    DESTINATION_UNKNOWN,
    /** Nothing in it. */
    EMPTY,
    /** The frame for the recipient would exceed what a relay may send. */
    TOO_LARGE,
    /** Too many datagram frames, or too many bytes of them, wait for the recipient already. */
    QUEUE_FULL,
    /** It waited for a recipient whose connection ended. */
    RECIPIENT_GONE,
    /** A fault that was injected took it. */
    FAULT
}
