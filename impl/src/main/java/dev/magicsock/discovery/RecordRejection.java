package dev.magicsock.discovery;

/** Why what a discovery service delivered is not information about an endpoint. */
public enum RecordRejection {
    /** Shorter than a signature and a timestamp, or a DNS message that ends before its records do. */
    TRUNCATED,
    /** More than {@link SignedPacket#MAX_BODY_BYTES}. */
    TOO_LARGE,
    /** A timestamp beyond the year 200,000, which no clock shows. */
    TIMESTAMP_OUT_OF_RANGE,
    /** Not signed by the endpoint that was asked for, or changed since. */
    WRONG_SIGNATURE,
    /** Older than what the same endpoint was seen to publish before. */
    STALE,
    /** A DNS name with labels that are too long, or with a pointer that does not point back. */
    MALFORMED_NAME,
    /** A TXT record whose strings do not fill it exactly. */
    MALFORMED_TXT,
    /** A text that is not UTF-8. */
    NOT_UTF8,
    /** Not a single TXT record bears the endpoint's name. */
    NO_RECORDS,
    /** An attribute without an equals sign, or of a kind that is not known; the others cannot be relied on then. */
    UNKNOWN_ATTRIBUTE
}
