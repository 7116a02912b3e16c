package dev.magicsock.relay;

import dev.magicsock.relay.FrameRejection.Rule;

/** Short forms for the parsers of this package. */
final class Rejections {

    private Rejections() {
    }

    static <F> FrameResult<F> at(Rule rule, int offset) {
        return new FrameResult.Rejected<>(new FrameRejection(rule, offset));
    }

    /** For a message whose type is null, or whose type is fine and whose body is too large. */
    static <F> FrameResult<F> byType(FrameType type, byte[] message) {
        if (type != null) {
            return at(Rule.TOO_LARGE, FrameType.bodyOffset(message) + RelayFrameCodec.MAX_BODY_BYTES);
        }
        return QuicVarint.first(message) == QuicVarint.TRUNCATED
                ? at(Rule.TRUNCATED, message.length)
                : at(Rule.UNKNOWN_TYPE, 0);
    }
}
