package dev.magicsock.relaystub.http;

/** What the bytes that came so far are. */
public sealed interface RequestHeadResult {

    /**
     * A whole head.
     *
     * @param bytes how many of the bytes it takes, with the empty line at its end
     */
    record Complete(RequestHead head, int bytes) implements RequestHeadResult {
    }

    /** A head whose end has not come yet. */
    record Incomplete() implements RequestHeadResult {
    }

    /** No head, or one beyond the bounds; the connection is to be closed. */
    record Malformed(String why) implements RequestHeadResult {
    }
}
