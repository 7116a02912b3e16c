package dev.magicsock.relay;

import dev.magicsock.relay.FrameRejection.Rule;

/**
 * A length as postcard writes it: LEB128, seven bits per byte, low groups first, at most ten bytes for 64 bits.
 *
 * @param value     the length, in [0, 2^63); 0 if rejected
 * @param end       the index behind its last byte; if rejected, where the rule is broken
 * @param rejection null unless the bytes are no length
 */
record PostcardLength(long value, int end, Rule rejection) {

    private static final int MAX_BYTES = 10;

    boolean isRejected() {
        return rejection != null;
    }

    /** Reads the length at {@code index}; longer forms than necessary are accepted, as postcard does. */
    static PostcardLength read(byte[] bytes, int index) {
        long value = 0;
        for (int i = 0; i < MAX_BYTES; i++) {
            if (index + i >= bytes.length) {
                return new PostcardLength(0, bytes.length, Rule.TRUNCATED);
            }
            byte next = bytes[index + i];
            value |= (long) (next & 0x7f) << 7 * i;
            if (next >= 0) {
                boolean overflow = value < 0 || i == MAX_BYTES - 1 && next != 0;
                return overflow ? badLength(index) : new PostcardLength(value, index + i + 1, null);
            }
        }
        return badLength(index);
    }

    private static PostcardLength badLength(int index) {
        return new PostcardLength(0, index, Rule.BAD_LENGTH);
    }

    /** The shortest form of a length that is not negative. */
    static byte[] encode(int length) {
        byte[] bytes = new byte[Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (length >>> 7 * i & 0x7f | (i < bytes.length - 1 ? 0x80 : 0));
        }
        return bytes;
    }
}
