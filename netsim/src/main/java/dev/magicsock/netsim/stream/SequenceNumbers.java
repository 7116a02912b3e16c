package dev.magicsock.netsim.stream;

/**
 * Sequence numbers are 32 bits and wrap in a segment (RFC 9293 section 3.4); inside they are {@code long} and never
 * wrap, so that every comparison is a plain one.
 */
final class SequenceNumbers {

    private SequenceNumbers() {
    }

    /** The unwrapped number closest to {@code reference} whose low 32 bits are {@code wire}. */
    static long unwrap(int wire, long reference) {
        return reference + (wire - (int) reference);
    }
}
