package dev.magicsock.relay;

/** The congestion mark that travels with a relayed datagram (RFC 3168 section 5); relays pass it through. */
public enum Ecn {
    /** Not ECN-capable transport, codepoint 0. */
    NOT_ECT,
    /** ECN-capable transport 1, codepoint 1. */
    ECT_1,
    /** ECN-capable transport 0, codepoint 2. */
    ECT_0,
    /** Congestion experienced, codepoint 3. */
    CE;

    private static final Ecn[] BY_CODEPOINT = values();

    /** The two-bit codepoint, in [0, 3]. */
    public byte codepoint() {
        return (byte) ordinal();
    }

    /** The mark in the two low bits; the other six are ignored (relay protocol section 6). */
    public static Ecn ofByte(byte value) {
        return BY_CODEPOINT[value & 3];
    }
}
