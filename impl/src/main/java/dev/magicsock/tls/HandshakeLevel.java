package dev.magicsock.tls;

/** Which keys protect a handshake message (RFC 9001 section 4). Early data is not supported and has no level here. */
public enum HandshakeLevel {
    /** Keys that anybody can derive: the two hellos. */
    INITIAL,
    /** Keys from the key exchange: everything up to the two Finished. */
    HANDSHAKE,
    /** The keys of application data: what follows the handshake. */
    APPLICATION
}
