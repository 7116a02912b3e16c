package dev.magicsock.wire;

/** What a datagram is by its first bytes and its length: a claim, not a proof, and its parser may still refuse. */
public enum DatagramKind {

    /** A STUN message: address discovery. */
    STUN,

    /** A sealed probe between two MagicSocks. */
    PROBE,

    /** A punch packet: opens a mapping, proves nothing. */
    PUNCH,

    /** A QUIC packet, or whatever else the application sends with bit 0x40 set. */
    QUIC,

    /** Nothing that a MagicSock understands; counted and dropped. */
    UNKNOWN
}
