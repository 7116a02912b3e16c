package dev.magicsock.relaystub.server;

/** What a relay counts. */
public enum RelayServerCounter {
    /** Connections that were opened. */
    CONNECTIONS_OPENED,
    /** Connections that ended, whoever ended them. */
    CONNECTIONS_CLOSED,
    /** Connections that were sent a challenge, since no header had proven their key. */
    CHALLENGES_SENT,
    /** Clients that were let in. */
    CLIENTS_ADMITTED,
    /** Clients that were let in while the same endpoint was connected already. */
    DUPLICATES,
    /** Datagram frames received. */
    DATAGRAM_FRAMES_RECEIVED,
    /** Bytes of datagram frames received, headers included. */
    DATAGRAM_BYTES_RECEIVED,
    /** Datagram frames that were sent or queued for their recipient. */
    DATAGRAM_FRAMES_FORWARDED,
    /** Bytes of these frames, headers included. */
    DATAGRAM_BYTES_FORWARDED,
    /** Datagram frames that were dropped instead. */
    DATAGRAM_FRAMES_DROPPED,
    /** Forwarded datagram frames whose recipient's connection ended while they waited for it. */
    DATAGRAM_FRAMES_STRANDED,
    /** Control frames that found their queue full. */
    CONTROL_FRAMES_DROPPED,
    /** Pings received. */
    PINGS_RECEIVED,
    /** Times that reading from a client was paused. */
    RATE_LIMITED
}
