package dev.magicsock.stun;

/** What came of reading a STUN message: a message or the reason why there is none. */
public sealed interface StunParse {

    /** The bytes are a Binding message; attributes unknown to the codec are listed in it. */
    record Parsed(StunMessage message) implements StunParse {
    }

    /** The bytes are none. */
    record Rejected(StunRejection reason) implements StunParse {
    }
}
