package dev.magicsock.stun;

import java.util.zip.CRC32;

/** The FINGERPRINT of a message (RFC 8489 section 14.7): tells STUN from other protocols, protects against nobody. */
final class Fingerprints {

    /** Length of the value. */
    static final int BYTES = 4;

    /** "STUN" in ASCII; keeps the value apart from checksums that other protocols put at the same place. */
    private static final int XOR = 0x5354554E;

    private Fingerprints() {
    }

    /** Over the first {@code length} bytes, whose header already counts the fingerprint itself. */
    static int of(byte[] message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ XOR;
    }
}
