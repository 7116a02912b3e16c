package dev.magicsock.tls;

import java.util.Arrays;

/** Reads the presentation language of RFC 8446 section 3: big-endian numbers, and vectors behind their length. */
final class WireReader {

    private final byte[] source;
    private final int limit;
    private int position;

    WireReader(byte[] source) {
        this(source, 0, source.length);
    }

    private WireReader(byte[] source, int position, int limit) {
        this.source = source;
        this.position = position;
        this.limit = limit;
    }

    boolean hasMore() {
        return position < limit;
    }

    int uint8() throws HandshakeException {
        return number(1);
    }

    int uint16() throws HandshakeException {
        return number(2);
    }

    byte[] bytes(int count) throws HandshakeException {
        int start = skip(count);
        return Arrays.copyOfRange(source, start, start + count);
    }

    /** A vector of at most 2^8 - 1 bytes. */
    WireReader vector8() throws HandshakeException {
        return vector(1);
    }

    /** A vector of at most 2^16 - 1 bytes. */
    WireReader vector16() throws HandshakeException {
        return vector(2);
    }

    /** A vector of at most 2^24 - 1 bytes. */
    WireReader vector24() throws HandshakeException {
        return vector(3);
    }

    /** Whatever is left. */
    byte[] rest() throws HandshakeException {
        return bytes(limit - position);
    }

    void end() throws HandshakeException {
        if (hasMore()) {
            throw malformed(limit - position + " bytes too many");
        }
    }

    private WireReader vector(int lengthBytes) throws HandshakeException {
        int length = number(lengthBytes);
        int start = skip(length);
        return new WireReader(source, start, start + length);
    }

    private int number(int bytes) throws HandshakeException {
        int start = skip(bytes);
        int value = 0;
        for (int i = start; i < start + bytes; i++) {
            value = value << 8 | source[i] & 0xff;
        }
        return value;
    }

    private int skip(int count) throws HandshakeException {
        if (count > limit - position) {
            throw malformed("cut off at byte " + position);
        }
        int start = position;
        position += count;
        return start;
    }

    private static HandshakeException malformed(String detail) {
        return new HandshakeException(HandshakeProblem.MALFORMED, detail);
    }
}
