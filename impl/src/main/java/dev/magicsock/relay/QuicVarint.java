package dev.magicsock.relay;

/** Variable-length integers of RFC 9000 section 16: the two high bits of the first byte tell the length. */
final class QuicVarint {

    /** Stands for an integer that is cut off; no encoded value is negative. */
    static final long TRUNCATED = -1;

    private QuicVarint() {
    }

    /** The value at the start of a message, in [0, 2^62), or {@link #TRUNCATED}. */
    static long first(byte[] message) {
        if (message.length == 0 || firstLength(message) > message.length) {
            return TRUNCATED;
        }
        long value = message[0] & 0x3f;
        for (int i = 1; i < firstLength(message); i++) {
            value = value << 8 | message[i] & 0xff;
        }
        return value;
    }

    /** How many bytes the integer at the start of a non-empty message takes: 1, 2, 4 or 8. */
    static int firstLength(byte[] message) {
        return 1 << ((message[0] & 0xc0) >>> 6);
    }
}
