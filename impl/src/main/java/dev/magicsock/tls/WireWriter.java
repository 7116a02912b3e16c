package dev.magicsock.tls;

import java.io.ByteArrayOutputStream;

/** Writes the presentation language of RFC 8446 section 3; the opposite of {@link WireReader}. */
final class WireWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireWriter uint8(int value) {
        return number(value, 1);
    }

    WireWriter uint16(int value) {
        return number(value, 2);
    }

    WireWriter bytes(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    WireWriter vector8(byte[] content) {
        return number(content.length, 1).bytes(content);
    }

    WireWriter vector16(byte[] content) {
        return number(content.length, 2).bytes(content);
    }

    WireWriter vector16(WireWriter content) {
        return vector16(content.toBytes());
    }

    WireWriter vector24(byte[] content) {
        return number(content.length, 3).bytes(content);
    }

    WireWriter vector24(WireWriter content) {
        return vector24(content.toBytes());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private WireWriter number(int value, int count) {
        if (value >>> 8 * count != 0) {
            throw new IllegalArgumentException(value + " does not fit into " + count + " bytes");
        }
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
        return this;
    }
}
