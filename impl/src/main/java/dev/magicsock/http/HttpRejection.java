package dev.magicsock.http;

/** Why bytes are not a response that is accepted. */
public enum HttpRejection {
    /** The first line is not a status line of HTTP/1.0 or 1.1. */
    NOT_HTTP,
    /** The head, interim responses included, has more bytes than the limit. */
    HEAD_TOO_LARGE,
    /** A header without a colon, folded, or with control characters. */
    MALFORMED_HEADER,
    /** A length that is no number, or several that differ. */
    BAD_LENGTH,
    /** A transfer coding other than {@code chunked}. */
    UNKNOWN_TRANSFER_CODING,
    /** A chunk whose size cannot be read, or that does not end where it should. */
    MALFORMED_CHUNK,
    /** The body has more bytes than the limit. */
    BODY_TOO_LARGE,
    /** The connection ended before the response did. */
    TRUNCATED
}
