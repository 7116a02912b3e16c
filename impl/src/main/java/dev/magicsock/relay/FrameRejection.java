package dev.magicsock.relay;

import java.util.Objects;

/**
 * Why a message is not a valid frame. Every rejection ends the connection that it arrived on (relay protocol section
 * 6).
 *
 * @param rule   the rule that is broken
 * @param offset where, in bytes from the start of the message; at most its length
 */
public record FrameRejection(Rule rule, int offset) {

    public FrameRejection {
        Objects.requireNonNull(rule);
        if (offset < 0) {
            throw new IllegalArgumentException("negative offset " + offset);
        }
    }

    /** The rules of sections 1, 5, 6 and 7. */
    public enum Rule {
        /** The message ends before its fields do. */
        TRUNCATED,
        /** Bytes follow a frame of fixed length. */
        TRAILING_BYTES,
        /** More than 65 536 bytes follow the type. */
        TOO_LARGE,
        /** The type is not assigned. */
        UNKNOWN_TYPE,
        /** The type belongs to the other phase of the connection: handshake or relaying. */
        OTHER_PHASE,
        /** The type is only sent in the other direction. */
        WRONG_DIRECTION,
        /** The type does not exist in the negotiated version. */
        NOT_IN_THIS_VERSION,
        /** Thirty-two bytes that are no point of the curve. */
        INVALID_ENDPOINT_ID,
        /** A length prefix that is too long, too large, or not the one length that is allowed here. */
        BAD_LENGTH,
        /** A text that is not UTF-8. */
        BAD_UTF8
    }

    @Override
    public String toString() {
        return rule + " at byte " + offset;
    }
}
