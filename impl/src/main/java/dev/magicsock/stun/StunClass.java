package dev.magicsock.stun;

/** The class of a STUN message (RFC 8489 section 5). */
public enum StunClass {

    /** Wants a response. */
    REQUEST(0x0001),

    /** Wants none. */
    INDICATION(0x0011),

    /** Answers a request that was understood. */
    SUCCESS_RESPONSE(0x0101),

    /** Answers a request that was refused. */
    ERROR_RESPONSE(0x0111);

    private final int bindingType;

    StunClass(int bindingType) {
        this.bindingType = bindingType;
    }

    /** The 14-bit message type of this class with the method Binding. */
    int bindingType() {
        return bindingType;
    }
}
