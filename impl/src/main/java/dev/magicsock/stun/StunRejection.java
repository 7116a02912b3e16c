package dev.magicsock.stun;

/** Why bytes are no STUN Binding message. */
public enum StunRejection {

    /** Fewer than the 20 bytes of a header. */
    TOO_SHORT,

    /** The magic cookie is missing, or the first two bits are not zero. */
    NOT_STUN,

    /** The length field does not say how many bytes follow the header, or is no multiple of 4. */
    WRONG_LENGTH,

    /** A method other than Binding. */
    UNKNOWN_METHOD,

    /** An attribute claims more bytes than are left. */
    TRUNCATED_ATTRIBUTE,

    /** An attribute that should be understood has a length or a value that it cannot have, or follows a fingerprint. */
    MALFORMED_ATTRIBUTE,

    /** More attributes than {@link StunMessage#MAX_ATTRIBUTES}. */
    TOO_MANY_ATTRIBUTES,

    /** The fingerprint does not fit the message. */
    WRONG_FINGERPRINT
}
