package dev.magicsock.relay;

/** Why a {@link RelayClient} did not send or deliver a datagram. */
public enum RelayDrop {
    /** It has no bytes; an empty datagram frame is never sent. */
    EMPTY,
    /** It is larger than {@link DatagramFrames#MAX_DATAGRAM_BYTES}. */
    TOO_LARGE,
    /** Too many data frames, or too many bytes of them, wait already. */
    DATA_QUEUE_FULL,
    /** Too many control frames wait already. */
    CONTROL_QUEUE_FULL,
    /** It waited too long while the relay was not connected. */
    STALE_WHILE_DISCONNECTED,
    /** The client is closed, or was not started yet. */
    CLOSED
}
