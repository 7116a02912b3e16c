package dev.magicsock.relay;

/**
 * What became of a message: a frame, or the rule that it breaks.
 *
 * @param <F> the family of frames that is allowed at this point of a connection
 */
public sealed interface FrameResult<F> {

    /** The message is this frame. */
    record Parsed<F>(F frame) implements FrameResult<F> {
    }

    /** The message is no frame that may come here. */
    record Rejected<F>(FrameRejection rejection) implements FrameResult<F> {
    }
}
