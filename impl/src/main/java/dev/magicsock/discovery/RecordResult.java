package dev.magicsock.discovery;

/**
 * What came of reading untrusted bytes.
 *
 * @param <T> what was to be read
 */
public sealed interface RecordResult<T> {

    /** It is as it should be. */
    record Parsed<T>(T value) implements RecordResult<T> {
    }

    /** It is not. */
    record Rejected<T>(RecordRejection reason) implements RecordResult<T> {
    }
}
